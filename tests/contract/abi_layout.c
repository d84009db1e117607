/* The header as C11, and its layout as a C compiler sees it. */
#include "abi_layout.h"
