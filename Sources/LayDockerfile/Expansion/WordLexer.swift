internal import LayBounds

/// One run over a text. Substitutions that are open lie on a stack of their own, so that no text
/// uses up the thread's.
struct WordLexer {
    /// A stretch of text that ends at a character: the whole, or a part of `${…}`.
    struct Frame {
        /// What the stretch is.
        enum Kind {
            case text
            /// The word of `${name-word}`; the modifier with its colon.
            case word(name: String, modifier: String)
            /// The pattern of `${name/pattern/…}`.
            case pattern(name: String, isForAll: Bool)
            /// The replacement behind it.
            case replacement(name: String, isForAll: Bool, pattern: [UInt8])
        }

        let kind: Kind
        /// The character that ends it; `nil` for the end of the text.
        let stop: UInt8?
        /// True where escapes stay in the text.
        let keepsEscapes: Bool
        var text: [UInt8] = []
        /// What an open double quote holds so far.
        var quoted: [UInt8]?
    }

    let source: [UInt8]
    let expansion: WordExpansion
    var place = 0
    var frames: [Frame]
    /// Collects the words; `nil` where nobody asks for them.
    private(set) var list: WordList?
    var used = NameList()
    var unset = NameList()
    private var pace = RunBounds.Pace()
    private var length = 0

    /// The text when all is done.
    var text: [UInt8] { frames.first?.text ?? [] }
    /// Its words.
    var words: [String] { list?.words ?? [] }

    init(_ text: String, _ expansion: WordExpansion, list: WordList?) {
        self.list = list
        source = Array(text.utf8)
        self.expansion = expansion
        frames = [
            Frame(
                kind: .text, stop: nil,
                keepsEscapes: expansion.options.contains(.keepsEscapes))
        ]
    }

    var next: UInt8? { place < source.count ? source[place] : nil }
    var frame: Frame {
        get { frames[frames.count - 1] }
        _modify { yield &frames[frames.count - 1] }
    }

    /// Expands the whole text.
    mutating func run(_ lookup: (String) -> String?) throws(ExpansionError) {
        do throws(ExpansionError) {
            while let byte = next {
                try step(byte, lookup)
                do throws(BoundReached) {
                    try pace.bytes(64)
                } catch {
                    throw ExpansionError.stopped(error)
                }
            }
            if frame.quoted != nil { throw ExpansionError.noMatching("double-quote") }
            if let stop = frame.stop {
                throw ExpansionError.noMatching(String(bytes: [stop]))
            }
        } catch {
            throw atEnd(error)
        }
        list?.end()
    }

    /// At the end of the text BuildKit tells of the outermost brace that is open.
    private func atEnd(_ error: ExpansionError) -> ExpansionError {
        guard next == nil, frames.count > 1, error.bound == nil else { return error }
        if case .pattern = frames[1].kind { return .missingSlash }
        return .missingBrace
    }

    private mutating func step(
        _ byte: UInt8, _ lookup: (String) -> String?
    ) throws(ExpansionError) {
        if frame.quoted != nil {
            try stepInQuotes(byte, lookup)
        } else if byte == frame.stop {
            place += 1
            try endFrame(lookup)
        } else if byte == UInt8(ascii: "$") {
            try dollar(lookup)
        } else if byte == UInt8(ascii: "'"), !expansion.options.contains(.ignoresQuotes) {
            try singleQuoted()
        } else if byte == UInt8(ascii: "\""), !expansion.options.contains(.ignoresQuotes) {
            place += 1
            frame.quoted = expansion.options.contains(.keepsQuotes) ? [byte] : []
        } else if byte == expansion.escape {
            place += 1
            if frame.keepsEscapes { try append([byte], isRaw: true) }
            if next != nil { try append(character(), isRaw: true) }
        } else {
            try append(character(), isRaw: false)
        }
    }

    private mutating func stepInQuotes(
        _ byte: UInt8, _ lookup: (String) -> String?
    ) throws(ExpansionError) {
        switch byte {
        case UInt8(ascii: "$"): try dollar(lookup)
        case UInt8(ascii: "\""):
            place += 1
            var quoted = frame.quoted ?? []
            frame.quoted = nil
            if expansion.options.contains(.keepsQuotes) { quoted.append(byte) }
            try append(quoted[...], isRaw: true)
        case expansion.escape:
            place += 1
            if frame.keepsEscapes { frame.quoted?.append(byte) }
            // Others keep their escape, which therefore stands twice where escapes are kept.
            if let next, next == 0x22 || next == 0x24 || next == byte {
                frame.quoted?.append(next)
                place += 1
            } else if next != nil {
                frame.quoted?.append(byte)
            }
        default:
            let character = character()
            frame.quoted? += character
        }
    }

    private mutating func singleQuoted() throws(ExpansionError) {
        let start = place + 1
        guard let end = source[start...].firstIndex(of: UInt8(ascii: "'")) else {
            place = source.count
            throw .noMatching("single-quote")
        }
        place = end + 1
        let range = expansion.options.contains(.keepsQuotes) ? start - 1..<end + 1 : start..<end
        try append(source[range], isRaw: true)
    }

    /// The character at the place, which moves behind it.
    private mutating func character() -> ArraySlice<UInt8> {
        let start = place
        place += 1
        if source[start] >= 0x80 {
            while let next, next & 0xc0 == 0x80 { place += 1 }
        }
        return source[start..<place]
    }

    /// Adds to the text of the innermost stretch.
    private mutating func append(
        _ bytes: ArraySlice<UInt8>, isRaw: Bool
    ) throws(ExpansionError) {
        try count(bytes.count)
        frame.text += bytes
        guard frames.count == 1 else { return }
        if isRaw { list?.addRaw(bytes) } else { list?.add(bytes) }
    }

    /// Adds what a substitution gives.
    mutating func append(value: [UInt8]) throws(ExpansionError) {
        try count(value.count)
        if frame.quoted != nil {
            frame.quoted? += value
            return
        }
        frame.text += value
        if frames.count == 1 { list?.addValue(value) }
    }

    private mutating func count(_ bytes: Int) throws(ExpansionError) {
        length += bytes
        if length > WordExpansion.longestText { throw .longText }
        do throws(BoundReached) {
            try pace.bytes(bytes)
        } catch {
            throw .stopped(error)
        }
    }
}
