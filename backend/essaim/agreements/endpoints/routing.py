"""The one router on which the endpoints of agreements stand."""

from essaim.identity.caller import router as feature_router

router = feature_router("agreements")
