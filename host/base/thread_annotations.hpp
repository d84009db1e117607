// Names for Clang's thread-safety analysis, and a mutex that it understands. Nothing on other compilers.
#pragma once

#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define PATCHBAY_TSA(x) __attribute__((x))
#else
#define PATCHBAY_TSA(x)
#endif

#define GUARDED_BY(x) PATCHBAY_TSA(guarded_by(x))
#define REQUIRES_LOCK(...) PATCHBAY_TSA(requires_capability(__VA_ARGS__))
#define EXCLUDES_LOCK(...) PATCHBAY_TSA(locks_excluded(__VA_ARGS__))

namespace patchbay {

class PATCHBAY_TSA(capability("mutex")) Mutex {
 public:
  void lock() PATCHBAY_TSA(acquire_capability()) { mutex_.lock(); }
  void unlock() PATCHBAY_TSA(release_capability()) { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

// Holds a Mutex for a scope. Also what a std::condition_variable_any waits with.
class PATCHBAY_TSA(scoped_lockable) Lock {
 public:
  explicit Lock(Mutex& mutex) PATCHBAY_TSA(acquire_capability(mutex)) : mutex_(mutex) { mutex_.lock(); }
  ~Lock() PATCHBAY_TSA(release_capability()) { mutex_.unlock(); }
  Lock(Lock const&) = delete;
  Lock& operator=(Lock const&) = delete;

  // For condition variables only: they release while they wait and hold again when they return.
  void lock() PATCHBAY_TSA(no_thread_safety_analysis) { mutex_.lock(); }
  void unlock() PATCHBAY_TSA(no_thread_safety_analysis) { mutex_.unlock(); }

 private:
  Mutex& mutex_;
};

}  // namespace patchbay
