"""Strong ETags from a version number: nobody overwrites what they have not read (RFC 9110 §13)."""

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from essaim.kit.errors import FieldFault, InvalidRequest, StaleVersion, VersionRequired
from essaim.kit.text import Text

_STRONG = re.compile(r'"([0-9]{1,9})"')
_NOT_A_VERSION = FieldFault(
    "header/If-Match",
    "not_a_version",
    Text(
        'Renvoyez l’ETag tel que vous l’avez lu, par exemple "3".',
        'Send the ETag as you read it, for example "3".',
    ),
)


def required_version(
    if_match: Annotated[
        str | None,
        Header(
            max_length=100, description='ETag of the version you read, for example `"3"`.', examples=['"1"']
        ),
    ] = None,
) -> int:
    """The version the caller read; 428 when the header is absent."""
    if if_match is None:
        raise VersionRequired
    match = _STRONG.fullmatch(if_match.strip())
    if match is None:
        raise InvalidRequest(errors=[_NOT_A_VERSION])
    return int(match[1])


IfMatch = Annotated[int, Depends(required_version)]


def check_version(current: int, expected: int) -> None:
    """Refuse a change based on another version than the current one."""
    if current != expected:
        raise StaleVersion(headers={"ETag": etag(current)})


def etag(version: int) -> str:
    return f'"{version}"'


def tag(response: Response, version: int) -> None:
    """Give the answer the ETag of this version."""
    response.headers["ETag"] = etag(version)
