/// Which blanks of a logical line say nothing, so that any others can stand there.
struct FreeBlanks {
    /// True for a blank that can go.
    private(set) var isFree: [Bool]
    /// True for a byte of JSON outside its strings.
    private(set) var isJSON: [Bool]

    /// The word at the front.
    private(set) var word: Range<Int> = 0..<0
    /// `as` of FROM.
    private(set) var keyword: Range<Int>?

    init(_ line: [UInt8], of instruction: Dockerfile.Instruction, escape: UInt8) {
        isFree = Array(repeating: false, count: line.count)
        isJSON = isFree
        let start = Blank.trimmedLeft(line[...]).startIndex
        let end = line[start...].firstIndex(where: Blank.isASCII) ?? line.count
        word = start..<end
        for place in 0..<start { isFree[place] = true }
        // What a build on top reads is kept to the last blank.
        if instruction.name == "ONBUILD" {
            free(end..<(line[end...].firstIndex { !Blank.isASCII($0) } ?? line.count), line)
            return
        }
        let (_, flags, rest) = FlagWords.places(line[end...])
        var place = end
        for flag in flags {
            free(place..<flag.lowerBound, line)
            place = flag.upperBound
        }
        free(place..<rest.startIndex, line)
        let arguments = Blank.trimmed(rest)
        free(rest.startIndex..<arguments.startIndex, line)
        free(arguments.endIndex..<line.count, line)
        freeArguments(arguments, line, instruction, escape)
    }

    private mutating func free(_ range: Range<Int>, _ line: [UInt8]) {
        for place in range where Blank.isASCII(line[place]) { isFree[place] = true }
    }

    private mutating func freeArguments(
        _ arguments: ArraySlice<UInt8>, _ line: [UInt8], _ instruction: Dockerfile.Instruction,
        _ escape: UInt8
    ) {
        switch instruction.name {
        case _ where instruction.json != nil: freeJSON(arguments)
        case "FROM":
            freeWords(arguments, quotes: false, escape: nil)
            let words = Blank.words(arguments)
            if words.count == 3, String(bytes: words[1]).lowercasedASCII == "as" {
                keyword = words[1].startIndex..<words[1].endIndex
            }
        case "EXPOSE", "VOLUME": freeWords(arguments, quotes: false, escape: nil)
        case "COPY", "ADD": freeWords(arguments, quotes: true, escape: nil)
        case "ARG": freeWords(arguments, quotes: true, escape: escape)
        case "ENV", "LABEL":
            // The old form keeps its blanks.
            let first = KeyValues.words(arguments, escape: escape).first
            guard let first, first.contains(UInt8(ascii: "=")) else { return }
            freeWords(arguments, quotes: true, escape: escape)
        default: break
        }
    }

    /// Blanks between words; `quotes` keep theirs, and so does an `escape`.
    private mutating func freeWords(
        _ text: ArraySlice<UInt8>, quotes: Bool, escape: UInt8?
    ) {
        var quote: UInt8?
        var place = text.startIndex
        while place < text.endIndex {
            let byte = text[place]
            if byte == escape, quote != UInt8(ascii: "'") {
                place += 2
                continue
            }
            if quotes, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                if quote == nil {
                    quote = byte
                } else if quote == byte {
                    quote = nil
                }
            } else if quote == nil, Blank.isASCII(byte) {
                isFree[place] = true
            }
            place += 1
        }
    }

    private mutating func freeJSON(_ text: ArraySlice<UInt8>) {
        var isInString = false
        var place = text.firstIndex(of: UInt8(ascii: "[")) ?? text.endIndex
        while place < text.endIndex {
            let byte = text[place]
            if isInString, byte == UInt8(ascii: "\\") {
                place += 2
                continue
            }
            if byte == UInt8(ascii: "\"") {
                isInString.toggle()
            } else if !isInString {
                isJSON[place] = true
                isFree[place] = Blank.isASCII(byte)
            }
            place += 1
        }
    }
}
