"""Group purchases: pooled needs, sealed quotes, awards, orders, honest savings."""
