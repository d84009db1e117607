// The directory of one connection: who has which number, as the CRM said when it was last asked. A copy and
// no more: what is lost or damaged is begun anew. Thread-safe; several processes may share a file. Nobody who
// looks up waits for somebody who writes.
#pragma once

#include <boost/json/array.hpp>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/thread_annotations.hpp"
#include "directory/phone_number.hpp"
#include "directory/progress.hpp"

namespace patchbay::directory {

class IndexReader;
class IndexWriter;

class Index {
 public:
  // What one connection may take of the disk: further contacts are not kept, and the CRM is asked for them.
  static constexpr std::size_t most_contacts = 2'000'000;
  static constexpr std::size_t most_found = 100;  // of one look-up

  Index(std::filesystem::path file, std::string default_region, std::size_t most = most_contacts);
  ~Index();

  // Contacts as an adapter gave them, of whom some may have another number that ends alike: who asks
  // verifies. `most_found` of them, and nobody while there is no file yet.
  Result<boost::json::array> by_number(PhoneNumber const& number);
  // Contacts with a word in their name for each word of `name`, which begins with it.
  Result<boost::json::array> by_name(std::string_view name);

  struct Status {
    std::size_t contacts = 0;
    bool full = false;
    Progress progress;
  };
  Result<Status> status();

  // A page of a run, and how far the directory has come with it: both, or neither.
  Result<void> take_page(boost::json::array const& contacts, boost::json::array const& deleted,
                         Progress const& then);
  // What was seen in an answer: `contacts` stand there, and those of `gone` ([{id, type}]) no more.
  Result<void> take_answer(boost::json::array const& contacts, boost::json::array const& gone);
  // Drops some of those that the last fill has not seen. Returns where to go on; 0: nothing is left to look
  // at.
  Result<std::int64_t> sweep(std::int64_t fill, std::int64_t from);

  // Nothing is kept any more, and what is there is removed.
  void discard();

 private:
  template <class Work>
  auto read(Work work) -> Result<decltype(work(std::declval<IndexReader&>()))>;
  template <class Work>
  Result<void> write(Work work);
  void begin_anew(bool gone);

  std::filesystem::path const file_;
  std::string const default_region_;
  std::size_t const most_;
  Mutex writing_;  // taken before reading_ where both are
  std::unique_ptr<IndexWriter> writer_ GUARDED_BY(writing_);
  bool gone_ GUARDED_BY(writing_) = false;
  Mutex reading_;
  std::unique_ptr<IndexReader> reader_ GUARDED_BY(reading_);
};

}  // namespace patchbay::directory
