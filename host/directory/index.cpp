#include "directory/index.hpp"

#include <sqlite3.h>

#include <boost/json/parse.hpp>
#include <exception>
#include <utility>

#include "base/json_read.hpp"
#include "directory/index_file.hpp"
#include "directory/index_reader.hpp"
#include "directory/index_writer.hpp"
#include "platform/private_file.hpp"

namespace patchbay::directory {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr int rows_a_sweep = 2000;

bool is_damage(SQLite::Exception const& problem) {
  auto const code = problem.getErrorCode();
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

// SQLite's own words for a kind of failure: none of what is in the file.
Error unusable(char const* what) {
  return fail(ErrorCode::unavailable, std::string("The contact directory cannot be used: ") + what + ".");
}

json::array documents(std::vector<std::string> const& bodies) {
  json::array found;
  for (auto const& body : bodies) {
    json::error_code fault;
    auto document = json::parse(body, fault);
    if (!fault && document.is_object()) found.push_back(std::move(document));
  }
  return found;
}

}  // namespace

Index::Index(fs::path file, std::string default_region, std::size_t most)
    : file_(std::move(file)), default_region_(std::move(default_region)), most_(most) {}

Index::~Index() = default;

template <class Work>
auto Index::read(Work work) -> Result<decltype(work(std::declval<IndexReader&>()))> {
  using Value = decltype(work(std::declval<IndexReader&>()));
  try {
    Lock lock(reading_);
    std::error_code unknown;  // a file that cannot be seen is none
    if (!reader_ && !fs::exists(file_, unknown)) return Value();
    if (!reader_) reader_ = std::make_unique<IndexReader>(file_);
    return work(*reader_);
  } catch (SQLite::Exception const& problem) {
    if (is_damage(problem)) begin_anew(false);
    Lock lock(reading_);
    reader_.reset();  // a file that is being made just now is one the next time
    return unusable(problem.getErrorStr());
  }
}

template <class Work>
Result<void> Index::write(Work work) {
  try {
    Lock lock(writing_);
    if (gone_) return {};
    if (!writer_) {
      if (auto const made = platform::make_private_directory(file_.parent_path()); !made) return made.error();
      make_index_file(file_);
      writer_ = std::make_unique<IndexWriter>(file_, default_region_);
    }
    auto& writer = *writer_;
    writer.transact([&] { work(writer); });
    return {};
  } catch (SQLite::Exception const& problem) {
    if (is_damage(problem)) begin_anew(false);
    Lock lock(writing_);
    writer_.reset();  // its statements stand where they were
    return unusable(problem.getErrorStr());
  } catch (std::exception const& problem) {  // the disk
    return unusable(problem.what());
  }
}

Result<json::array> Index::by_number(PhoneNumber const& number) {
  auto const tails = tails_of(number);
  auto const bodies = read([&](IndexReader& reader) { return reader.by_tails(tails, most_found); });
  if (!bodies) return bodies.error();
  return documents(*bodies);
}

Result<json::array> Index::by_name(std::string_view name) {
  auto const bodies = read([&](IndexReader& reader) { return reader.by_name(name, most_found); });
  if (!bodies) return bodies.error();
  return documents(*bodies);
}

Result<Index::Status> Index::status() {
  return read([this](IndexReader& reader) {
    auto const contacts = reader.contacts();
    return Status{contacts, contacts >= most_, progress_from(reader.progress())};
  });
}

Result<void> Index::take_page(json::array const& contacts, json::array const& deleted, Progress const& then) {
  return write([&](IndexWriter& writer) {
    for (auto const& contact : contacts) {
      if (contact.is_object())
        writer.put(contact.get_object(), then.fills, IndexWriter::Absent::stays, most_);
    }
    for (auto const& key : deleted) {
      if (key.is_object()) writer.remove(text_in(key.get_object(), "id"), text_in(key.get_object(), "type"));
    }
    writer.set_progress(to_text(then));
  });
}

Result<void> Index::take_answer(json::array const& contacts, json::array const& gone) {
  return write([&](IndexWriter& writer) {
    auto const fill = progress_from(writer.progress()).fills;
    for (auto const& contact : contacts) {
      if (contact.is_object()) writer.put(contact.get_object(), fill, IndexWriter::Absent::is_gone, most_);
    }
    for (auto const& key : gone) {
      if (key.is_object()) writer.remove(text_in(key.get_object(), "id"), text_in(key.get_object(), "type"));
    }
  });
}

Result<std::int64_t> Index::sweep(std::int64_t fill, std::int64_t from) {
  std::optional<std::int64_t> next;
  auto const done = write([&](IndexWriter& writer) { next = writer.sweep(fill, from, rows_a_sweep); });
  if (!done) return done.error();
  return next.value_or(0);
}

void Index::discard() { begin_anew(true); }

// The next look-up or the next contact finds or makes another file.
void Index::begin_anew(bool gone) {
  Lock writing(writing_);
  Lock reading(reading_);
  gone_ = gone_ || gone;
  writer_.reset();
  reader_.reset();
  remove_index_file(file_);
}

}  // namespace patchbay::directory
