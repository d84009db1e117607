// Before everything else in what becomes an adapter by zig's linker: Boost makes some of its classes visible by
// name, and they would be exported (adapters/CMakeLists.txt).
#pragma once

#if defined(__cplusplus)
#include <boost/config.hpp>
#undef BOOST_SYMBOL_VISIBLE
#define BOOST_SYMBOL_VISIBLE
#endif
