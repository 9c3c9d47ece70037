/// The words at the front of the arguments that begin with `--`.
enum FlagWords {
    /// The flags with quotes and backslashes taken away, and what follows them; `--` ends them.
    ///
    /// A backslash quotes here whatever the file's escape is, as in BuildKit.
    static func split(_ line: ArraySlice<UInt8>) -> (flags: [String], rest: ArraySlice<UInt8>) {
        let (flags, _, rest) = places(line)
        return (flags, rest)
    }

    /// The same, with the places of the words; that of `--` is the last.
    static func places(
        _ line: ArraySlice<UInt8>
    ) -> (flags: [String], places: [Range<Int>], rest: ArraySlice<UInt8>) {
        var flags: [String] = []
        var places: [Range<Int>] = []
        var place = line.startIndex
        while place < line.endIndex {
            if Blank.isASCII(line[place]) || line[place] == 0x0a {
                place += 1
                continue
            }
            guard line[place...].starts(with: [0x2d, 0x2d]) else {
                return (flags, places, line[place...])
            }
            let start = place
            let word = self.word(line, &place)
            places.append(start..<place)
            if word == [0x2d, 0x2d] { return (flags, places, line[place...]) }
            flags.append(String(bytes: word[...]))
        }
        return (flags, places, line[line.endIndex...])
    }

    private static func word(_ line: ArraySlice<UInt8>, _ place: inout Int) -> [UInt8] {
        var word: [UInt8] = []
        var quote: UInt8?
        while place < line.endIndex {
            let byte = line[place]
            if quote == nil, Blank.isASCII(byte) || byte == 0x0a { break }
            place += 1
            switch byte {
            case UInt8(ascii: "\\"):
                guard place < line.endIndex else { return word }
                word.append(line[place])
                place += 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if quote == nil {
                    quote = byte
                } else if quote == byte {
                    quote = nil
                } else {
                    word.append(byte)
                }
            default: word.append(byte)
            }
        }
        return word
    }
}
