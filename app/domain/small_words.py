"""Words of which English is made: a run of five that has but one other says nothing of what a text is about."""

SMALL_WORDS = frozenset(
    (
        "a", "about", "above", "after", "again", "against", "all", "also", "although", "am", "among", "an", "and",
        "any", "are", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both", "but", "by",
        "can", "could", "did", "do", "does", "doing", "done", "down", "during", "each", "either", "few", "for",
        "from", "further", "had", "has", "have", "having", "he", "her", "here", "hers", "him", "his", "how", "i",
        "if", "in", "into", "is", "it", "its", "itself", "just", "many", "may", "me", "might", "more", "most", "much",
        "must", "my", "neither", "no", "nor", "not", "now", "of", "off", "on", "once", "one", "only", "onto", "or",
        "other", "our", "out", "over", "own", "per", "quite", "rather", "same", "shall", "she", "should", "since",
        "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
        "those", "though", "through", "thus", "to", "too", "two", "under", "until", "up", "upon", "us", "very", "was",
        "we", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will",
        "with", "within", "without", "would", "yet", "you", "your", "end", "made", "take", "taken", "part", "time",
        "day", "week", "month", "year", "number", "first", "last", "next",
    )
)  # fmt: skip
