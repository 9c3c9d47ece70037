/// The word that announces a heredoc: `<<EOF`, `<<-"EOF"`, `3<<EOF`.
struct HeredocMark {
    /// The word that ends the text.
    let name: String
    /// False when the word is quoted.
    let expands: Bool
    /// True for `<<-`.
    let stripsTabs: Bool
    /// The descriptor before the mark.
    let descriptor: Int

    /// The mark that a word is; `nil` where it is none.
    ///
    /// - Throws: `Fault` for a word whose quotes do not end.
    static func mark(_ word: ArraySlice<UInt8>) throws(Fault) -> HeredocMark? {
        let digits = word.prefix { (0x30...0x39).contains($0) }
        var rest = word[digits.endIndex...]
        guard rest.starts(with: [0x3c, 0x3c]) else { return nil }
        rest = rest.dropFirst(2)
        let stripsTabs = rest.first == UInt8(ascii: "-")
        if stripsTabs { rest = rest.dropFirst() }
        rest = rest.drop { $0 == 0x20 || (0x09...0x0d).contains($0) && $0 != 0x0b }
        guard !rest.isEmpty, !rest.contains(UInt8(ascii: "<")) else { return nil }
        let text = String(bytes: rest)
        let plain = try words(text, [.keepsUnset])
        guard let name = plain.first, plain.count == 1 else { return nil }
        let quoted = try words(text, [.keepsUnset, .keepsQuotes])
        guard let raw = quoted.first, quoted.count == 1 else { throw .inconsistentHeredoc(text) }
        return HeredocMark(
            name: name, expands: quotes(name) == quotes(raw), stripsTabs: stripsTabs,
            descriptor: Int(String(bytes: digits)) ?? (digits.isEmpty ? 0 : .max))
    }

    /// The mark that a text is, if it is one and nothing else.
    static func mark(_ text: String) -> HeredocMark? {
        do throws(Fault) {
            return try mark(Array(text.utf8)[...])
        } catch {
            // A word with a quote that does not end is a word like any other.
            return nil
        }
    }

    /// The marks of a logical line, in order; `<<` may stand apart from its word.
    ///
    /// - Throws: `Fault` for a mark whose quotes do not end.
    static func marks(of line: [UInt8]) throws(Fault) -> [HeredocMark] {
        let words: [String]
        do throws(Fault) {
            words = try self.words(
                String(bytes: line[...]), [.keepsUnset, .keepsQuotes, .keepsEscapes])
        } catch {
            // A line that is no shell's has no heredocs.
            return []
        }
        var marks: [HeredocMark] = []
        var place = 0
        while place < words.count {
            var word = Array(words[place].utf8)
            place += 1
            if word.suffix(2) == [0x3c, 0x3c], place < words.count,
                word.dropLast(2).allSatisfy({ (0x30...0x39).contains($0) })
            {
                word += Array(words[place].utf8)
                place += 1
            }
            if let mark = try mark(word[...]) { marks.append(mark) }
        }
        return marks
    }

    private static func words(
        _ text: String, _ options: WordExpansion.Options
    ) throws(Fault) -> [String] {
        do throws(ExpansionError) {
            return try WordExpansion(options: options).words(text) { _ in nil }
        } catch {
            throw Fault(error)
        }
    }

    private static func quotes(_ text: String) -> Int {
        text.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "'") || $1 == UInt8(ascii: "\"") ? 1 : 0) }
    }
}

extension Dockerfile.Heredoc {
    init(_ mark: HeredocMark, written: String, lines: ClosedRange<Int>) {
        self.init(
            name: mark.name, content: mark.stripsTabs ? Self.withoutTabs(written) : written,
            written: written, expands: mark.expands, stripsTabs: mark.stripsTabs,
            descriptor: mark.descriptor, lines: lines)
    }

    /// The text without tabs at the front of its lines.
    private static func withoutTabs(_ text: String) -> String {
        var result: [UInt8] = []
        var isAtFront = true
        for byte in text.utf8 {
            if isAtFront, byte == 0x09 { continue }
            isAtFront = byte == 0x0a
            result.append(byte)
        }
        return String(bytes: result[...])
    }
}
