"""The language a request asks for: some answers hold sentences."""

from typing import Annotated

from fastapi import Depends

from essaim.kit.rendering import language_of
from essaim.kit.text import Language

AskedLanguage = Annotated[Language, Depends(language_of)]
