// The package manager wants a source in every target; what there is stands in the header, so that it is inlined.
#include "prefetch.h"
