"""Reference data: communes, departments, regions and EPCI of 2026 (source and licence: data/README.md).

A commune is known by its code, never by its name: four are called Bully.
"""
