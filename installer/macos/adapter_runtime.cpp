// The operators that C++ lets a program replace, for each adapter that zig's linker makes: it cannot be told
// what to export, and would export those of the compiler's own library. These are hidden by how they are
// compiled (adapters/CMakeLists.txt).
#include <cstdlib>
#include <new>

namespace {

using Size = std::size_t;
using Alignment = std::align_val_t;
using Nothrow = std::nothrow_t;

constexpr Alignment ordinary{__STDCPP_DEFAULT_NEW_ALIGNMENT__};

void* memory_or_null(Size size, Alignment alignment) noexcept {
  size = size == 0 ? 1 : size;
  if (alignment <= ordinary) return std::malloc(size);
  void* found = nullptr;
  return posix_memalign(&found, static_cast<Size>(alignment), size) == 0 ? found : nullptr;
}

void* memory(Size size, Alignment alignment) {
  if (void* const found = memory_or_null(size, alignment)) return found;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(Size size) { return memory(size, ordinary); }
void* operator new[](Size size) { return memory(size, ordinary); }
void* operator new(Size size, Alignment alignment) { return memory(size, alignment); }
void* operator new[](Size size, Alignment alignment) { return memory(size, alignment); }
void* operator new(Size size, Nothrow const&) noexcept { return memory_or_null(size, ordinary); }
void* operator new[](Size size, Nothrow const&) noexcept { return memory_or_null(size, ordinary); }
void* operator new(Size size, Alignment alignment, Nothrow const&) noexcept {
  return memory_or_null(size, alignment);
}
void* operator new[](Size size, Alignment alignment, Nothrow const&) noexcept {
  return memory_or_null(size, alignment);
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, Size) noexcept { std::free(memory); }
void operator delete[](void* memory, Size) noexcept { std::free(memory); }
void operator delete(void* memory, Alignment) noexcept { std::free(memory); }
void operator delete[](void* memory, Alignment) noexcept { std::free(memory); }
void operator delete(void* memory, Size, Alignment) noexcept { std::free(memory); }
void operator delete[](void* memory, Size, Alignment) noexcept { std::free(memory); }
void operator delete(void* memory, Nothrow const&) noexcept { std::free(memory); }
void operator delete[](void* memory, Nothrow const&) noexcept { std::free(memory); }
void operator delete(void* memory, Alignment, Nothrow const&) noexcept { std::free(memory); }
void operator delete[](void* memory, Alignment, Nothrow const&) noexcept { std::free(memory); }
