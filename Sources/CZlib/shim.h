#pragma once
#include <zlib.h>

// inflateInit is a macro, which Swift does not import.
static inline int ktrail_inflate_init(z_stream *stream) { return inflateInit(stream); }
