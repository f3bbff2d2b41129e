#if Control
import Hummingbird
import GRDB
import Subprocess
#endif
