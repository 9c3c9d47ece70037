import LayFiles
import LayShell

extension Utilities {
    static let lookUtility = Utility(
        "look", "print the lines of a sorted file that begin with a word",
        usage: "[options] <string> [<file>...]",
        [
            UtilityOption("-a, --alternative", "the other dictionary", .works, .gnu),
            UtilityOption("-d, --alphanum", "compare letters, digits and blanks", .works, .gnu),
            UtilityOption("-f, --ignore-case", "small and large letters are equal", .works, .gnu),
            UtilityOption("-t, --terminate CHAR", "the word ends behind CHAR", .works, .gnu),
        ]
    ) { call in
        guard let word = call.operands.first, call.operands.count <= 2 else {
            throw call.misuse("bad usage")
        }
        let dictionary = call.has("a") ? "/usr/share/dict/web2" : "/usr/share/dict/words"
        let name = call.operands.count > 1 ? call.operands[1] : Array(dictionary.utf8)
        let search = LineSearch(word, call, inDictionary: call.operands.count == 1)
        do {
            let reader = try call.reader(name)
            defer { reader.close() }
            return try search.write(from: try reader.rest()) ? 0 : 1
        } catch let error as FileError {
            try call.complain(name, error)
            return call.status
        }
    }
}

/// The search for a word in a sorted text.
private struct LineSearch {
    private enum Order {
        case before, equal, behind
    }

    private let call: UtilityCall
    private let word: [UInt8]
    private let isPlain: Bool
    private let folds: Bool

    init(_ word: [UInt8], _ call: UtilityCall, inDictionary: Bool) {
        self.call = call
        isPlain = call.has("d") || inDictionary
        folds = call.has("f") || inDictionary
        var kept = word
        if let end = call.options.value("t")?.first, let place = word.firstIndex(of: end) {
            kept = Array(word[...place])
        }
        let plain = isPlain
        let small = folds
        self.word = kept.filter { !plain || Self.isCompared($0) }.map {
            small ? Self.small($0) : $0
        }
    }

    private static func isCompared(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || (byte | 32) &- 97 < 26 || byte == 32 || byte == 9
    }

    private static func small(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }

    /// How the word stands to the line at a place.
    private func order(_ text: [UInt8], _ start: Int) -> Order {
        var place = start
        for byte in word {
            if isPlain {
                while place < text.count, text[place] != 10, !Self.isCompared(text[place]) {
                    place += 1
                }
            }
            guard place < text.count, text[place] != 10 else { return .behind }
            let other = folds ? Self.small(text[place]) : text[place]
            if byte != other { return byte < other ? .before : .behind }
            place += 1
        }
        return .equal
    }

    private func nextLine(_ text: [UInt8], _ place: Int, _ end: Int) -> Int {
        ByteReader.find(10, in: text, from: place).map { min($0 + 1, end) } ?? end
    }

    /// Writes the lines that begin with the word; false where there is none.
    func write(from text: [UInt8]) throws -> Bool {
        var (front, back) = (0, text.count)
        var place = nextLine(text, back / 2, back)
        // Halves: what is looked at is the line behind the middle.
        while place < back, back > front {
            if order(text, place) == .behind { front = place } else { back = place }
            place = nextLine(text, front + (back - front) / 2, back)
        }
        back = text.count
        while front < back {
            try call.context.step()
            let order = order(text, front)
            if order == .equal { break }
            if order == .before { return false }
            front = nextLine(text, front, back)
        }
        guard front < back else { return false }
        while front < back, order(text, front) == .equal {
            let next = nextLine(text, front, back)
            let line = text[front..<next]
            try call.write(line)
            if line.last != 10 { try call.write(byte: 10) }
            front = next
        }
        return true
    }
}
