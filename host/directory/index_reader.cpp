#include "directory/index_reader.hpp"

#include <cctype>

#include "directory/index_file.hpp"

namespace patchbay::directory {
namespace {

// A small cache: the operating system keeps the file in memory, where it counts for no process.
constexpr char settings[] = "PRAGMA cache_size = -1024; PRAGMA mmap_size = 0; PRAGMA query_only = ON;";

// Each word as the beginning of one: "ann le" becomes "ann"* "le"*.
std::string match_of(std::string_view name) {
  std::string match;
  std::string word;
  auto const end_word = [&] {
    if (!word.empty()) match += (match.empty() ? "\"" : " \"") + word + "\"*";
    word.clear();
  };
  for (char const c : name) {
    auto const byte = static_cast<unsigned char>(c);
    bool const part = byte >= 0x80 || std::isalnum(byte);
    if (part)
      word += c;
    else
      end_word();
  }
  end_word();
  return match;
}

std::vector<std::string> bodies(SQLite::Statement& statement) {
  std::vector<std::string> found;
  while (statement.executeStep()) found.push_back(statement.getColumn(0).getString());
  statement.reset();
  return found;
}

}  // namespace

IndexReader::IndexReader(std::filesystem::path const& file)
    : database_(open_index(file, settings)),
      by_tails_(database_,
                "SELECT body FROM contacts WHERE id IN (SELECT contact FROM numbers WHERE tail IN (?1, ?2)) "
                "LIMIT ?3"),
      by_name_(
          database_,
          "SELECT body FROM contacts WHERE id IN (SELECT rowid FROM names WHERE names MATCH ?1 LIMIT ?2)"),
      get_fact_(database_, "SELECT value FROM facts WHERE name = ?") {}

std::vector<std::string> IndexReader::by_tails(std::vector<Tail> const& tails, std::size_t most) {
  if (tails.empty()) return {};
  by_tails_.bind(1, tails.front());
  by_tails_.bind(2, tails.back());
  by_tails_.bind(3, static_cast<std::int64_t>(most));
  return bodies(by_tails_);
}

std::vector<std::string> IndexReader::by_name(std::string_view name, std::size_t most) {
  auto const match = match_of(name);
  if (match.empty()) return {};
  by_name_.bind(1, match);
  by_name_.bind(2, static_cast<std::int64_t>(most));
  return bodies(by_name_);
}

std::string IndexReader::progress() { return fact(get_fact_, "progress"); }

std::size_t IndexReader::contacts() {
  auto const text = fact(get_fact_, "contacts");
  return text.empty() ? 0 : std::stoull(text);
}

}  // namespace patchbay::directory
