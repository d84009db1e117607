// Boost.JSON as an adapter has it that zig's linker makes: see adapter_runtime.cpp.
#include <boost/json/src.hpp>
