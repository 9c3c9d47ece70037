internal import LayBounds
internal import LayFiles

/// `history` (bash manual, Bash History Builtins).
enum HistoryBuiltin {
    static let all: [ShellBuiltin] = [ShellBuiltin("history") { try history($0, $1) }]

    private static func history(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var place = 1
        var action: UInt8?
        var offset: [UInt8]?
        var clears = false
        while place < arguments.count, arguments[place].count > 1, arguments[place][0] == 45 {
            let word = arguments[place]
            if Decimal.number(word) != nil { break }
            place += 1
            if word == [45, 45] { break }
            for (index, letter) in word.enumerated().dropFirst() {
                switch letter {
                case UInt8(ascii: "c"): clears = true
                case UInt8(ascii: "d"):
                    if index + 1 < word.count {
                        offset = Array(word[(index + 1)...])
                    } else if place < arguments.count {
                        offset = arguments[place]
                        place += 1
                    } else {
                        throw try shell.badOption(
                            "history", "-d", "option requires an argument")
                    }
                    action = letter
                case UInt8(ascii: "a"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "w"):
                    if let action, action != letter, "anrw".utf8.contains(action) {
                        try shell.complain("history: cannot use more than one of -anrw")
                        return 1
                    }
                    action = letter
                case UInt8(ascii: "p"), UInt8(ascii: "s"): action = letter
                default: throw try shell.badOption("history", "-\(shell.shown([letter]))")
                }
                if letter == UInt8(ascii: "d") { break }
            }
        }
        if clears {
            shell.history = []
            shell.historyWritten = 0
        }
        let rest = arguments[place...]
        switch action {
        case UInt8(ascii: "s"):
            if !rest.isEmpty { try add(shell.joined(Array(rest), [32]), to: shell) }
            return 0
        case UInt8(ascii: "p"):
            for word in rest { try shell.write(word + [10]) }
            return 0
        case UInt8(ascii: "d"): return try forget(offset ?? [], shell)
        case let action?: return try exchange(action, rest.first, shell)
        case nil: return clears && rest.isEmpty ? 0 : try list(rest, shell)
        }
    }

    private static func list(_ rest: ArraySlice<[UInt8]>, _ shell: Shell) throws -> Int {
        var first = 0
        if let word = rest.first {
            guard let count = Decimal.number(word) else {
                try shell.complain("history: \(shell.shown(word)): numeric argument required")
                return 1
            }
            if rest.count > 1 {
                throw try shell.failure("history: too many arguments", status: 1)
            }
            let most = count == Int.min ? Int.max : abs(count)
            first = max(0, shell.history.count - min(most, shell.history.count))
        }
        for index in first..<shell.history.count {
            let number = String(index + 1)
            let padding = String(repeating: " ", count: max(0, 5 - number.utf8.count))
            try shell.write(Array("\(padding)\(number)  ".utf8) + shell.history[index] + [10])
        }
        return 0
    }

    /// `-d`: one entry by its number, or by `FIRST-LAST`; numbers below 0 count from the end.
    private static func forget(_ text: [UInt8], _ shell: Shell) throws -> Int {
        func index(_ word: [UInt8]) -> Int? {
            guard let number = Decimal.number(word) else { return nil }
            let place = number < 0 ? number + shell.history.count : number - 1
            return shell.history.indices.contains(place) ? place : nil
        }
        if let dash = text.dropFirst().firstIndex(of: 45) {
            guard let first = index(Array(text[..<dash])),
                let last = index(Array(text[(dash + 1)...])), first <= last
            else { return try outOfRange(text, shell) }
            shell.history.removeSubrange(first...last)
            return 0
        }
        guard let place = index(text) else { return try outOfRange(text, shell) }
        shell.history.remove(at: place)
        return 0
    }

    private static func outOfRange(_ text: [UInt8], _ shell: Shell) throws -> Int {
        try shell.complain("history: \(shell.shown(text)): history position out of range")
        return 1
    }

    static func add(_ line: [UInt8], to shell: Shell) throws {
        try shell.hold(line.count &+ 64, insteadOf: 0)
        shell.history.append(line)
    }

    /// `-a`, `-n`, `-r`, `-w` with a file, or with the one that HISTFILE names.
    private static func exchange(_ action: UInt8, _ word: [UInt8]?, _ shell: Shell) throws -> Int {
        let named = try shell.value(of: shell.names.number(Array("HISTFILE".utf8)))
        guard let name = word ?? named, !name.isEmpty else { return 1 }
        let path = TreePath(name, in: shell.context.workingDirectory)
        let reads = action == UInt8(ascii: "r") || action == UInt8(ascii: "n")
        let flags: OpenFlags =
            reads
            ? .read
            : action == UInt8(ascii: "a")
                ? [.write, .create, .append] : [.write, .create, .truncate]
        var text: [UInt8] = []
        var written: Channel?
        do throws(FileError) {
            let file = Channel(
                try shell.context.open(path, flags, mode: 0o600), shell.context.account)
            if reads { text = try file.readToEnd() } else { written = file }
        } catch {
            if let bound = error.bound { throw bound }
            let what = reads ? "read" : "create"
            try shell.complain(
                "history: \(shell.shown(name)): cannot \(what): \(error.reason)")
            return 1
        }
        for line in text.split(separator: 10) { try add(Array(line), to: shell) }
        let first =
            action == UInt8(ascii: "a") ? min(shell.historyWritten, shell.history.count) : 0
        for line in shell.history[first...] { try written?.sink.write(line + [10]) }
        shell.historyWritten = shell.history.count
        return 0
    }
}
