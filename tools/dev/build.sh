# builds the program at build/assay
need_program
ls -l build/assay
