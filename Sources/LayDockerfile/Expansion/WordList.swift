/// Collects words between blanks while a text is expanded.
struct WordList {
    private var word: [UInt8] = []
    private var isInWord = false
    private(set) var words: [String] = []

    /// Adds a character that ends the word where it is a blank.
    mutating func add(_ character: ArraySlice<UInt8>) {
        guard let first = character.indices.first else { return }
        guard Blank.length(character, at: first) > 0 else {
            addRaw(character)
            return
        }
        if isInWord, !word.isEmpty {
            words.append(String(bytes: word[...]))
            word = []
            isInWord = false
        }
    }

    /// Adds a value, whose blanks part words.
    mutating func addValue(_ value: [UInt8]) {
        var place = 0
        while place < value.count {
            let length = max(1, Blank.length(value[...], at: place))
            add(value[place..<(place + length)])
            place += length
        }
    }

    /// Adds what is quoted.
    mutating func addRaw(_ bytes: ArraySlice<UInt8>) {
        word += bytes
        isInWord = true
    }

    /// Ends the last word.
    mutating func end() {
        if !word.isEmpty { words.append(String(bytes: word[...])) }
        word = []
        isInWord = false
    }
}
