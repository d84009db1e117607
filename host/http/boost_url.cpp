// Boost.URL's own sources, compiled here once: one package and one shared library less than linking it.
#include <boost/url/src.hpp>
