"""The core of Wheelyard: everything that is not a window, on any asyncio loop, without Qt."""
