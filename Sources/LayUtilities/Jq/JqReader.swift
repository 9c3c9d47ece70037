/// What is wrong with a text of JSON.
struct JqMalformed: Error {
    let message: String
}

/// What a reader does with the values that it has read.
protocol JqAssembler {
    /// Whether a text that comes now is a key.
    var expectsKey: Bool { get }
    /// Whether something is unfinished.
    var isUnfinished: Bool { get }
    /// Whether the last thing was a number outside of all containers.
    var endsInNumber: Bool { get }
    /// Whether what was read so far would be lost.
    var isTruncated: Bool { get }

    /// Takes a value without parts.
    ///
    /// - Throws: `JqMalformed` where none may stand.
    mutating func value(_ value: JqValue) throws

    /// Takes a bracket, a brace, a colon or a comma.
    ///
    /// - Throws: `JqMalformed` where none may stand.
    mutating func sign(_ byte: UInt8) throws

    /// The next value that is finished.
    mutating func finished() throws -> JqValue?

    /// The last value, at the end.
    mutating func last() throws -> JqValue?

    /// Forgets all.
    mutating func reset()
}

/// Reads values from pieces of text.
protocol JqReading: AnyObject {
    /// The next value of a piece, read from a place on; nil where more has to come.
    ///
    /// - Throws: `JqMalformed`; what the host throws.
    func next(_ piece: UnsafeBufferPointer<UInt8>, _ place: inout Int) throws -> JqValue?

    /// The value that the end of the text finishes; nil for none.
    ///
    /// - Throws: `JqMalformed` where the text is unfinished.
    func end() throws -> JqValue?
}

/// Reads JSON from pieces of text.
final class JqReader<Assembler: JqAssembler> {
    private enum State {
        case normal, string, escape, waiting
    }

    private var assembler: Assembler
    private let account: JqAccount
    private let isSequence: Bool
    private var state = State.normal
    private let token: JqBytes
    private var lastWasBlank = false
    /// Keys that came before, which are shared.
    private var keys = [JqText?](repeating: nil, count: 256)
    /// Where the piece begins: lines and bytes of the last line.
    private var line = 1
    private var column = 0
    private(set) var isAtEnd = false
    /// How much of the mark of the order of bytes was seen.
    private var markPlace = 0

    private static var mark: [UInt8] { [0xEF, 0xBB, 0xBF] }

    init(_ assembler: Assembler, _ account: JqAccount, isSequence: Bool) {
        self.assembler = assembler
        self.account = account
        self.isSequence = isSequence
        token = JqBytes(account)
        if isSequence { state = .waiting }
    }

    /// The next value of a piece, read from a place on; nil where more has to come.
    ///
    /// - Throws: `JqMalformed`; what the host throws.
    func next(
        _ piece: UnsafeBufferPointer<UInt8>, _ place: inout Int
    ) throws -> JqValue? {
        if markPlace < Self.mark.count { try passMark(piece, &place) }
        if let value = try assembler.finished() { return value }
        let start = place
        do {
            let value = try scan(piece, &place)
            pass(piece, start, place)
            return value
        } catch let error as JqMalformed {
            pass(piece, start, place)
            let isRecord = piece[place - 1] == 0x1E
            var message = "\(error.message) at line \(line), column \(column)"
            assembler.reset()
            token.count = 0
            state = .normal
            if isSequence, !isRecord {
                message += " (need RS to resync)"
                state = .waiting
            }
            throw JqMalformed(message: message)
        }
    }

    /// Passes the mark of the order of bytes that a text may begin with.
    private func passMark(
        _ piece: UnsafeBufferPointer<UInt8>, _ place: inout Int
    ) throws {
        while place < piece.count, markPlace < Self.mark.count {
            if piece[place] == Self.mark[markPlace] {
                place &+= 1
                markPlace &+= 1
            } else {
                let isBroken = markPlace > 0
                markPlace = Self.mark.count
                if isBroken { throw JqMalformed(message: "Malformed BOM") }
            }
        }
    }

    /// Counts lines and columns.
    private func pass(_ piece: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
        guard let base = piece.baseAddress else { return }
        var place = start
        while place < end, let found = JqLibrary.find(10, base + place, end &- place) {
            line &+= 1
            column = 0
            place &+= found &+ 1
        }
        column &+= end &- place
    }

    /// Whether a byte may be part of a number or a word.
    @inline(__always)
    private static func isLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case 32, 9, 10, 13, 0x22, 0x5B, 0x5D, 0x7B, 0x7D, 0x3A, 0x2C, 0x1E: false
        default: true
        }
    }

    private func scan(
        _ piece: UnsafeBufferPointer<UInt8>, _ place: inout Int
    ) throws -> JqValue? {
        while place < piece.count {
            switch state {
            case .waiting:
                let byte = piece[place]
                place &+= 1
                if byte == 0x1E { state = .normal }
                continue
            case .string, .escape:
                if try !string(piece, &place) { continue }
                if let value = try assembler.finished() { return value }
                continue
            case .normal: break
            }
            let byte = piece[place]
            if Self.isLiteral(byte) {
                try literal(piece, &place)
                continue
            }
            place &+= 1
            if byte == 0x1E {
                if let value = try record() { return value }
                continue
            }
            let isBlank = byte == 32 || byte == 10 || byte == 9 || byte == 13
            lastWasBlank = isBlank
            if token.count > 0 { try finishLiteral() }
            if isBlank {
                if let value = try assembler.finished() { return value }
                continue
            }
            let before = try assembler.finished()
            if byte == 0x22 {
                state = .string
            } else {
                try assembler.sign(byte)
            }
            if let before { return before }
            if let value = try assembler.finished() { return value }
        }
        return nil
    }

    // MARK: Words

    private func literal(
        _ piece: UnsafeBufferPointer<UInt8>, _ place: inout Int
    ) throws {
        let start = place
        while place < piece.count, Self.isLiteral(piece[place]) { place &+= 1 }
        lastWasBlank = false
        let word = UnsafeBufferPointer(rebasing: piece[start..<place])
        // A word at the end of a piece may go on in the next one.
        if token.count > 0 || place == piece.count { return try token.append(word) }
        // jq looks at a word once it has passed what ends it, which its mistakes are told by.
        place &+= 1
        try assembler.value(try value(word))
        place &-= 1
    }

    private func finishLiteral() throws {
        let value = try value(token.span)
        token.count = 0
        try assembler.value(value)
    }

    private func value(_ word: UnsafeBufferPointer<UInt8>) throws -> JqValue {
        switch word[0] {
        case UInt8(ascii: "t"):
            if word.elementsEqual("true".utf8) { return .yes }
        case UInt8(ascii: "f"):
            if word.elementsEqual("false".utf8) { return .no }
        case UInt8(ascii: "n"):
            if word.elementsEqual("null".utf8) { return .null }
        default:
            if let number = JqNumberText.parse(word) { return .number(number) }
            throw JqMalformed(message: "Invalid numeric literal")
        }
        throw JqMalformed(message: "Invalid literal")
    }

    // MARK: Strings

    /// Reads on in a string: whether it ended.
    private func string(
        _ piece: UnsafeBufferPointer<UInt8>, _ place: inout Int
    ) throws -> Bool {
        let start = place
        var end = place
        var mightBeWrong = false
        if state == .escape {
            state = .string
            end &+= 1
        }
        while end < piece.count {
            let byte = piece[end]
            if byte == 0x22 || byte == 0x5C || byte == 0x1E { break }
            if byte < 0x20 { mightBeWrong = true }
            end &+= 1
        }
        lastWasBlank = false
        let part = UnsafeBufferPointer(rebasing: piece[start..<end])
        guard end < piece.count else {
            place = end
            try token.append(part)
            return false
        }
        place = end &+ 1
        switch piece[end] {
        case 0x5C:
            try token.append(part)
            try token.append(0x5C)
            state = .escape
            return false
        case 0x1E:
            try token.append(part)
            _ = try record()
            return false
        default: break
        }
        state = .normal
        if token.count == 0, !mightBeWrong {
            try finish(part)
        } else {
            try token.append(part)
            try decode()
        }
        return true
    }

    private func decode() throws {
        defer { token.count = 0 }
        if JqLibrary.find(0x5C, token.base, token.count) == nil, !hasControls {
            return try finish(token.span)
        }
        let decoded = JqBytes(account)
        if let mistake = try JqEscapes.decode(token.span, { try decoded.append($0) }) {
            throw JqMalformed(message: mistake)
        }
        try finish(decoded.span)
    }

    private var hasControls: Bool { token.span.contains { $0 > 0 && $0 < 0x1F } }

    private func finish(_ text: UnsafeBufferPointer<UInt8>) throws {
        guard assembler.expectsKey, text.count <= 32 else {
            return try assembler.value(.text(JqText.make(anything: text, account)))
        }
        let hash = JqText.hash(text)
        let slot = Int(hash >> 8 & 255)
        if let known = keys[slot], known.count == text.count,
            known.with({ $0.elementsEqual(text) })
        {
            return try assembler.value(.text(known))
        }
        let made = try JqText.make(anything: text, account)
        if made.count == text.count { keys[slot] = made }
        try assembler.value(.text(made))
    }

    // MARK: Ends

    /// What stands between records of a sequence: the value before it, where that is finished.
    private func record() throws -> JqValue? {
        let isOpen = isSequence && !lastWasBlank && (token.count > 0 || assembler.isTruncated)
        if isOpen {
            // What is lost was perhaps a whole number.
            var isNumber = false
            if state == .normal, token.count > 0 {
                do {
                    try finishLiteral()
                    isNumber = assembler.endsInNumber
                } catch is JqMalformed {}
            } else {
                isNumber = token.count == 0 && assembler.endsInNumber
            }
            throw JqMalformed(
                message: isNumber
                    ? "Potentially truncated top-level numeric value" : "Truncated value")
        }
        if token.count > 0, state == .normal { try finishLiteral() }
        let value = state == .normal ? try assembler.finished() : nil
        if value == nil {
            assembler.reset()
            token.count = 0
            state = .normal
        }
        return value
    }

    /// The value that the end of the text finishes; nil for none.
    ///
    /// - Throws: `JqMalformed` where the text is unfinished.
    func end() throws -> JqValue? {
        if isAtEnd { return nil }
        if let value = try assembler.finished() { return value }
        isAtEnd = true
        do {
            switch state {
            case .waiting:
                throw JqMalformed(message: "Unfinished abandoned text")
            case .string, .escape: throw JqMalformed(message: "Unfinished string")
            case .normal: break
            }
            if token.count > 0 { try finishLiteral() }
            if assembler.isUnfinished { throw JqMalformed(message: "Unfinished JSON term") }
        } catch let error as JqMalformed {
            assembler.reset()
            token.count = 0
            state = .waiting
            throw JqMalformed(message: "\(error.message) at EOF at line \(line), column \(column)")
        }
        let isNumber = assembler.endsInNumber
        let value = try assembler.last()
        if isSequence, !lastWasBlank, isNumber {
            throw JqMalformed(
                message: "Potentially truncated top-level numeric value at EOF at line \(line), "
                    + "column \(column)")
        }
        return value
    }
}

extension JqAssembler {
    var isTruncated: Bool { isUnfinished || endsInNumber }
}

extension JqReader: JqReading {}
