"""Whether the tests run in full: MOTCUA_TESTS=whole takes minutes more than a commit waits."""

import os

IS_WHOLE = os.environ.get("MOTCUA_TESTS") == "whole"
