"""Start the program over a store and print how many modules are loaded: at the paint, and ready."""

import sys

from PySide6.QtWidgets import QApplication

from app.__main__ import main
from app.bootstrap import program
from app.bootstrap.bench_marks import READY


def _count(name: str) -> None:
    """Print a mark's name with the modules loaded by then, ours and all; end when ready."""
    own = sum(module.partition(".")[0] == "app" for module in sys.modules)
    print(name, own, len(sys.modules), flush=True)
    if name == READY:
        QApplication.closeAllWindows()


vars(program)["mark"] = _count
sys.exit(main(["--data", sys.argv[1]]))
