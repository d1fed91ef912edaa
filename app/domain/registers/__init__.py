"""The registers: everything else an establishment assures, each declared once."""
