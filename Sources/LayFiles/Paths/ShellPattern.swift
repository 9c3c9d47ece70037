package import LayBounds

/// A shell pattern: `*`, `?`, `[…]` and characters (POSIX.1-2017, Pattern Matching Notation).
package struct ShellPattern {
    private enum Item {
        case character(Character)
        case any
        case many
        case set([ClosedRange<Unicode.Scalar>], classes: [String], isNegated: Bool)
    }

    private var items: [Item] = []

    /// The pattern that a text is; a bracket that does not close stands for itself.
    package init(_ text: String) {
        let characters = Array(text)
        var index = 0
        while index < characters.count {
            let character = characters[index]
            index += 1
            switch character {
            case "*": items.append(.many)
            case "?": items.append(.any)
            case "\\" where index < characters.count:
                items.append(.character(characters[index]))
                index += 1
            case "[":
                if let (set, end) = Self.set(characters, index) {
                    items.append(set)
                    index = end
                } else {
                    items.append(.character("["))
                }
            default: items.append(.character(character))
            }
        }
    }

    /// The pattern that a text alone fits.
    package static func escaped(_ text: String) -> String {
        text.map { "*?[]\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    private static func set(_ characters: [Character], _ start: Int) -> (Item, Int)? {
        var index = start
        var isNegated = false
        if index < characters.count, characters[index] == "!" || characters[index] == "^" {
            isNegated = true
            index += 1
        }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        var classes: [String] = []
        let first = index
        while index < characters.count {
            if characters[index] == "]", index > first {
                return (.set(ranges, classes: classes, isNegated: isNegated), index + 1)
            }
            if characters[index] == "[", index + 1 < characters.count, characters[index + 1] == ":",
                let end = (index + 2..<characters.count).first(where: { characters[$0] == ":" })
            {
                classes.append(String(characters[(index + 2)..<end]))
                index = end + 2
                continue
            }
            if characters[index] == "\\", index + 1 < characters.count { index += 1 }
            guard let low = characters[index].unicodeScalars.first else { return nil }
            if index + 2 < characters.count, characters[index + 1] == "-",
                characters[index + 2] != "]",
                let high = characters[index + 2].unicodeScalars.first, low <= high
            {
                ranges.append(low...high)
                index += 3
            } else {
                ranges.append(low...low)
                index += 1
            }
        }
        return nil
    }

    private static func isIn(_ name: String, _ character: Character) -> Bool {
        switch name {
        case "alpha": character.isLetter
        case "digit": character.isASCII && character.isNumber
        case "alnum": character.isLetter || character.isNumber
        case "upper": character.isUppercase
        case "lower": character.isLowercase
        case "space": character.isWhitespace
        case "punct": character.isPunctuation || character.isSymbol
        default: false
        }
    }

    private func matches(_ item: Item, _ character: Character) -> Bool {
        switch item {
        case .character(let wanted): return wanted == character
        case .any, .many: return true
        case .set(let ranges, let classes, let isNegated):
            guard let scalar = character.unicodeScalars.first else { return false }
            let isIn =
                ranges.contains { $0.contains(scalar) }
                || classes.contains { Self.isIn($0, character) }
            return isIn != isNegated
        }
    }

    /// True when the whole text fits.
    ///
    /// - Complexity: O(*n* · *m*): a `*` is only ever tried again from its last place.
    package func matches(_ text: some Collection<Character>) -> Bool {
        matches(Array(text)) {}
    }

    /// As `matches`; asks `look` now and then whether to go on.
    private func matches<Failure: Error>(
        _ text: [Character], _ look: () throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        var (item, place, star, mark) = (0, 0, -1, 0)
        var turns = 0
        while place < text.count {
            turns &+= 1
            if turns % Self.turnsPerStep == 0 { try look() }
            if item < items.count, case .many = items[item] {
                (star, mark) = (item, place)
                item += 1
            } else if item < items.count, matches(items[item], text[place]) {
                item += 1
                place += 1
            } else if star >= 0 {
                item = star + 1
                mark += 1
                place = mark
            } else {
                return false
            }
        }
        while item < items.count, case .many = items[item] { item += 1 }
        return item == items.count
    }

    /// As `matches`, for a script's own text and pattern.
    ///
    /// - Throws: `BoundReached`, since the time grows with the product of their lengths.
    package func matches(_ text: String, _ account: Account) throws -> Bool {
        let size = text.utf8.count * MemoryLayout<Character>.stride
        try account.hold(size)
        defer { account.release(size) }
        try account.work(size)
        return try matches(Array(text)) { () throws(BoundReached) in try account.step() }
    }

    /// Turns of a match that are worth a step.
    private static let turnsPerStep = 256

    /// The text without the shortest or longest part at an end that fits.
    ///
    /// - Complexity: O(*n* · *m*).
    package func trimmed(
        _ text: String, fromStart: Bool, isLongest: Bool, _ account: Account
    ) throws -> String {
        let size = 2 * text.utf8.count * MemoryLayout<Character>.stride
        try account.hold(size)
        defer { account.release(size) }
        let characters = fromStart ? Array(text) : text.reversed()
        let items = fromStart ? items : items.reversed()
        // The items before which the part read so far may stand, all at once.
        var places: Set<Int> = []
        func enter(_ place: Int, _ places: inout Set<Int>) {
            var place = place
            places.insert(place)
            while place < items.count, case .many = items[place] {
                place += 1
                places.insert(place)
            }
        }
        enter(0, &places)
        var length = places.contains(items.count) ? 0 : nil
        for (index, character) in characters.enumerated() {
            if places.isEmpty || length != nil && !isLongest { break }
            try account.work(places.count << 6)
            var next: Set<Int> = []
            for place in places where place < items.count && matches(items[place], character) {
                if case .many = items[place] {
                    enter(place, &next)
                } else {
                    enter(place + 1, &next)
                }
            }
            places = next
            if places.contains(items.count) { length = index + 1 }
        }
        guard let length else { return text }
        return String(fromStart ? text.dropFirst(length) : text.dropLast(length))
    }

    /// About how many bytes a byte of a pattern takes.
    package static let itemBytes = 48
}
