"""What the wheel needs to be installed: read from the file the locks are made from, so that it is said once."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    """`dependencies` of the package are the lines of requirements/runtime.in."""

    def update(self, metadata: dict[str, Any]) -> None:
        lines = (Path(self.root) / "requirements" / "runtime.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [
            line for line in lines if line.strip() and not line.startswith(("#", "-"))
        ]
