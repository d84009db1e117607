#include "wire/frame_writer.hpp"

#include <catch2/catch.hpp>

#include <future>
#include <memory>
#include <vector>

#include "wire/frame.hpp"

namespace patchbay::wire {
namespace {

using namespace std::chrono_literals;

// A browser that reads nothing until it is told to, and then everything.
class Browser {
 public:
  bool take(std::string_view bytes) {
    begun_.set_value_once();
    may_read_.get_future_copy().wait();
    Lock lock(mutex_);
    bytes_ += bytes;
    return true;
  }
  void read() { may_read_.set_value_once(); }
  void wait_until_writing() { begun_.get_future_copy().wait(); }
  std::vector<Frame> frames() {
    Lock lock(mutex_);
    return FrameDecoder().feed(bytes_);
  }

 private:
  struct Gate {
    std::promise<void> promise;
    std::shared_future<void> future{promise.get_future()};
    std::once_flag once;
    void set_value_once() {
      std::call_once(once, [this] { promise.set_value(); });
    }
    std::shared_future<void> get_future_copy() const { return future; }
  };
  Gate begun_;
  Gate may_read_;
  Mutex mutex_;
  std::string bytes_ GUARDED_BY(mutex_);
};

FrameWriter::Write into(Browser& browser) {
  return [&browser](std::string_view bytes) { return browser.take(bytes); };
}

}  // namespace

TEST_CASE("frames are written whole and in their order") {
  Browser browser;
  browser.read();
  {
    FrameWriter writer(into(browser));
    for (int i = 0; i < 1000; ++i) CHECK(writer.send(std::to_string(i)));
    CHECK(writer.finish(1min));
  }
  auto const frames = browser.frames();
  REQUIRE(frames.size() == 1000);
  for (std::size_t i = 0; i < frames.size(); ++i) CHECK(frames[i].text == std::to_string(i));
}

TEST_CASE("frames of several threads do not mix") {
  Browser browser;
  browser.read();
  {
    FrameWriter writer(into(browser));
    std::vector<std::jthread> workers;
    for (char letter : {'a', 'b', 'c', 'd'}) {
      workers.emplace_back([&writer, letter] {
        for (int i = 0; i < 100; ++i) writer.send(std::string(1000, letter));
      });
    }
    workers.clear();
    CHECK(writer.finish(1min));
  }
  auto const frames = browser.frames();
  REQUIRE(frames.size() == 400);
  for (auto const& frame : frames) CHECK(frame.text == std::string(1000, frame.text[0]));
}

TEST_CASE("a text over the limit is refused and the next one is sent") {
  Browser browser;
  browser.read();
  FrameWriter writer(into(browser));
  CHECK_FALSE(writer.send(std::string(max_outgoing_bytes + 1, 'a')));
  CHECK_FALSE(writer.send_now(std::string(max_outgoing_bytes + 1, 'a')));
  CHECK(writer.send(std::string(max_outgoing_bytes, 'a')));
  CHECK(writer.finish(1min));
  REQUIRE(browser.frames().size() == 1);
}

TEST_CASE("while the browser does not read, the reading thread goes on and a worker waits") {
  Browser browser;
  FrameWriter writer(into(browser));
  std::string const text(max_outgoing_bytes, 'a');
  int sent = 0;
  for (; sent < 6; ++sent) CHECK(writer.send_now(text));
  auto worker = std::async(std::launch::async, [&] { return writer.send("late"); });
  browser.wait_until_writing();
  CHECK(writer.send_now("urgent"));
  CHECK(worker.wait_for(0s) == std::future_status::timeout);
  browser.read();
  CHECK(worker.get());
  CHECK(writer.finish(1min));
  auto const frames = browser.frames();
  REQUIRE(frames.size() == 8);
  CHECK(frames[6].text == "urgent");
  CHECK(frames[7].text == "late");
}

TEST_CASE("a browser that never reads is given up, and whoever waits is let go") {
  Browser browser;
  FrameWriter writer(into(browser));
  std::string const text(max_outgoing_bytes, 'a');
  auto const fits = FrameWriter::urgent_bytes / max_outgoing_bytes;
  for (std::size_t i = 0; i < fits; ++i) REQUIRE(writer.send_now(text));
  auto worker = std::async(std::launch::async, [&] { return writer.send("late"); });
  bool refused = false;
  for (int i = 0; i < 3 && !refused; ++i) refused = !writer.send_now(text);
  CHECK(refused);
  CHECK_FALSE(worker.get());
  browser.read();
}

TEST_CASE("the end does not wait for a browser that does not read") {
  Browser browser;
  FrameWriter writer(into(browser));
  CHECK(writer.send("a"));
  CHECK_FALSE(writer.finish(0ms));
  CHECK_FALSE(writer.send("b"));
  browser.read();
  CHECK(writer.finish(1min));
}

TEST_CASE("a pipe that nobody reads any more takes no more frames") {
  FrameWriter writer([](std::string_view) { return false; });
  writer.send("a");
  CHECK(writer.finish(1min));
  CHECK_FALSE(writer.send("b"));
  CHECK_FALSE(writer.send_now("c"));
}

}  // namespace patchbay::wire
