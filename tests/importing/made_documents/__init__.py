"""Made-up documents in the manner of the United Nations, and files of every kind that print them.

``notation`` reads them, each from a file of text; ``random_documents`` makes more; each
``…_writer`` prints one as a file. Everything is made from its document alone: the same document
gives the same file, but for the dates that a browser writes into a PDF.
"""
