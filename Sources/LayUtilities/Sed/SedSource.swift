/// The text of a script while it is read, with the places that messages name.
struct SedSource {
    /// Where the current piece comes from.
    enum Origin {
        /// An `-e`, by its number.
        case expression(Int)
        /// An `-f`, by its name.
        case file([UInt8])
    }

    private var text: [UInt8] = []
    private(set) var origin = Origin.expression(0)
    /// How many bytes of the piece have been read.
    private(set) var position = 0
    /// The line within the piece.
    private(set) var line = 1
    private(set) var expressionCount = 0

    /// Begins an `-e`.
    mutating func begin(expression: [UInt8]) {
        expressionCount += 1
        begin(expression, .expression(expressionCount))
    }

    /// Begins an `-f`.
    mutating func begin(file name: [UInt8], _ contents: [UInt8]) { begin(contents, .file(name)) }

    private mutating func begin(_ text: [UInt8], _ origin: Origin) {
        self.text = text
        self.origin = origin
        position = 0
        line = 1
    }

    /// Reads the next byte; nothing at the end.
    mutating func next() -> UInt8? {
        guard position < text.count else { return nil }
        let byte = text[position]
        position += 1
        if byte == 10 { line += 1 }
        return byte
    }

    /// Takes back the byte just read.
    mutating func back(_ byte: UInt8?) {
        guard let byte, position > 0 else { return }
        position -= 1
        if byte == 10 { line -= 1 }
    }

    /// Reads the next byte that is no blank.
    mutating func nextNonblank() -> UInt8? {
        while let byte = next() {
            if byte != 0x20, byte != 0x09 { return byte }
        }
        return nil
    }

    /// Reads the rest of a number that begins with `digit`.
    mutating func number(_ digit: UInt8) -> Int {
        var value = Int(digit &- 0x30)
        while let byte = next() {
            guard 0x30...0x39 ~= byte else {
                back(byte)
                break
            }
            value = min(value * 10 + Int(byte - 0x30), Int(Int32.max) * 1024)
        }
        return value
    }

    /// The rest of the line, whose newline is read too.
    mutating func restOfLine() -> [UInt8] {
        var bytes: [UInt8] = []
        while let byte = next(), byte != 10 { bytes.append(byte) }
        return bytes
    }

    /// What a message about the place where reading has come to begins with.
    var place: [UInt8] { place(atCharacter: position, line: line) }

    /// What a message about another place of the piece begins with.
    func place(atCharacter character: Int, line: Int) -> [UInt8] {
        Self.place(origin, character, line)
    }

    /// What a message about a place begins with.
    static func place(_ origin: Origin, _ character: Int, _ line: Int) -> [UInt8] {
        switch origin {
        case .expression(let number):
            return Array("-e expression #\(number), char \(character): ".utf8)
        case .file(let name):
            return Array("file ".utf8) + name + Array(" line \(line): ".utf8)
        }
    }
}
