/// The arguments of ENV, LABEL and ARG as words, quotes and variables still in them.
enum KeyValues {
    /// The pairs of ENV or LABEL: `K=V …`, or the old `K V`.
    ///
    /// - Throws: `Fault` for a word without `=`, and for a name alone.
    static func pairs(
        _ arguments: ArraySlice<UInt8>, of name: String, escape: UInt8
    ) throws(Fault) -> [Command.Pair] {
        let words = words(arguments, escape: escape)
        guard let first = words.first else { return [] }
        guard first.contains(UInt8(ascii: "=")) else {
            let (key, value) = Blank.cut(arguments)
            guard let value else { throw .twoArguments(name) }
            return [
                Command.Pair(
                    key: String(bytes: key), value: String(bytes: value), isLegacy: true)
            ]
        }
        var pairs: [Command.Pair] = []
        for word in words {
            guard let sign = word.firstIndex(of: UInt8(ascii: "=")) else {
                throw .noEqualsSign(String(bytes: word[...]))
            }
            pairs.append(
                Command.Pair(
                    key: String(bytes: word[..<sign]), value: String(bytes: word[(sign + 1)...]),
                    isLegacy: false))
        }
        return pairs
    }

    /// The words between blanks; quotes keep blanks together and stay.
    static func words(_ text: ArraySlice<UInt8>, escape: UInt8) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        var quote: UInt8?
        // A word of quotes alone counts.
        var isWord = false
        var place = text.startIndex
        while place < text.endIndex {
            let byte = text[place]
            if quote == nil {
                let blank = Blank.length(text, at: place)
                if blank > 0 {
                    if isWord { words.append(word) }
                    word = []
                    isWord = false
                    place += blank
                    continue
                }
            }
            place += 1
            if byte == escape, quote != UInt8(ascii: "'") {
                // An escape at the very end is dropped.
                guard place < text.endIndex else { break }
                word += [byte, text[place]]
                place += 1
                isWord = true
                continue
            }
            if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == quote {
                quote = nil
            }
            word.append(byte)
            isWord = true
        }
        if isWord { words.append(word) }
        return words
    }
}
