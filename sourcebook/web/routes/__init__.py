"""The routes: each reads a request, asks one room and hands back what it answers."""
