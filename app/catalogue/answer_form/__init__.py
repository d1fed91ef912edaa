"""The answer form: a workbook of one intention's questions, for staff who do not have the program."""
