internal import LayBounds
internal import LayFiles

/// Where a command was found, and how often it was started from there.
struct HashedCommand {
    var path: [UInt8]
    var hits = 0
}

/// `hash`.
enum HashBuiltin {
    static let all: [ShellBuiltin] = [
        ShellBuiltin("hash") { shell, arguments in
            shell.dialect.isBash ? try bash(shell, arguments) : try plain(shell, arguments)
        }
    ]

    private static func plain(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        let (letters, rest) = try shell.letters(arguments, allowed: "rv")
        if letters.contains(UInt8(ascii: "r")) {
            shell.hashed = [:]
            return 0
        }
        if rest.isEmpty {
            for (_, command) in sorted(shell) { try shell.write(command.path + [10]) }
        }
        return try rest.reduce(0) { max($0, try remember($1, shell)) }
    }

    private static func bash(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var letters: [UInt8] = []
        var given: [UInt8]?
        var place = 1
        while place < arguments.count, arguments[place].count > 1, arguments[place][0] == 45 {
            let word = arguments[place]
            place += 1
            if word == [45, 45] { break }
            for (index, letter) in word.enumerated().dropFirst() {
                guard "lrptd".utf8.contains(letter) else {
                    throw try shell.badOption("hash", "-\(shell.shown([letter]))")
                }
                guard letter == UInt8(ascii: "p") else {
                    letters.append(letter)
                    continue
                }
                if index + 1 < word.count {
                    given = Array(word[(index + 1)...])
                } else if place < arguments.count {
                    given = arguments[place]
                    place += 1
                } else {
                    throw try shell.badOption("hash", "-p", "option requires an argument")
                }
                break
            }
        }
        let rest = arguments[place...]
        let forgets = letters.contains(UInt8(ascii: "r"))
        if forgets { shell.hashed = [:] }
        if letters.contains(UInt8(ascii: "t")), rest.isEmpty {
            try shell.complain("hash: -t: option requires an argument")
            return 1
        }
        if rest.isEmpty {
            if !forgets { try list(shell, letters) }
            return 0
        }
        var status = 0
        for word in rest {
            if letters.contains(UInt8(ascii: "t")) {
                status = max(status, try tell(word, shell, letters, isAlone: rest.count == 1))
            } else if letters.contains(UInt8(ascii: "d")) {
                if shell.hashed.removeValue(forKey: word) == nil {
                    status = try missing(word, shell)
                }
            } else if let given {
                try keep(given, for: word, shell)
            } else {
                status = max(status, try remember(word, shell))
            }
        }
        return status
    }

    private static func tell(
        _ word: [UInt8], _ shell: Shell, _ letters: [UInt8], isAlone: Bool
    ) throws -> Int {
        guard let command = shell.hashed[word] else { return try missing(word, shell) }
        shell.hashed[word]?.hits &+= 1
        if letters.contains(UInt8(ascii: "l")) {
            try shell.write(
                Array("builtin hash -p ".utf8) + command.path + [32] + word + [10])
        } else {
            try shell.write((isAlone ? [] : word + [9]) + command.path + [10])
        }
        return 0
    }

    private static func list(_ shell: Shell, _ letters: [UInt8]) throws {
        let isForReuse = letters.contains(UInt8(ascii: "l"))
        if shell.hashed.isEmpty {
            if !isForReuse { try shell.write("hash: hash table empty\n") }
            return
        }
        if !isForReuse { try shell.write("hits\tcommand\n") }
        for (word, command) in sorted(shell) {
            if isForReuse {
                try shell.write(
                    Array("builtin hash -p ".utf8) + command.path + [32] + word + [10])
                continue
            }
            let hits = String(command.hits)
            let padding = String(repeating: " ", count: max(0, 4 - hits.utf8.count))
            try shell.write(Array("\(padding)\(hits)\t".utf8) + command.path + [10])
        }
    }

    private static func sorted(_ shell: Shell) -> [(key: [UInt8], value: HashedCommand)] {
        shell.hashed.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    }

    private static func missing(_ word: [UInt8], _ shell: Shell) throws -> Int {
        try shell.complain("hash: \(shell.shown(word)): not found")
        return 1
    }

    private static func keep(_ path: [UInt8], for word: [UInt8], _ shell: Shell) throws {
        try shell.hold(path.count &+ word.count &+ 128, insteadOf: 0)
        shell.hashed[word] = HashedCommand(path: path)
    }

    /// Looks a word up in PATH; what has a slash and what is built in is not kept.
    private static func remember(_ word: [UInt8], _ shell: Shell) throws -> Int {
        if word.contains(UInt8(ascii: "/")) || shell.builtins[word] != nil { return 0 }
        guard let path = shell.search(word, executable: true) else {
            return try missing(word, shell)
        }
        try keep(path.shellBytes, for: word, shell)
        return 0
    }
}
