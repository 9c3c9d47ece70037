internal import LayBounds
internal import LayFiles

/// dirs, pushd and popd (bash manual, Directory Stack Builtins).
enum DirectoryStack {
    static let all: [ShellBuiltin] = [
        ShellBuiltin("dirs") { try show($0, $1) },
        ShellBuiltin("pushd") { try push($0, $1) },
        ShellBuiltin("popd") { try pop($0, $1) },
    ]

    /// A word `+N` or `-N`, with the number that it names.
    private struct Place {
        var word: [UInt8] = []
        var isFromRight = false
        var number = 0

        init() {}

        /// - Throws: a status for what begins as such a word and goes on otherwise.
        init?(_ word: [UInt8], of command: String, in shell: Shell) throws {
            guard let first = word.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
            else { return nil }
            guard word.count > 1, let number = Decimal.number(Array(word.dropFirst())),
                number >= 0
            else {
                throw try shell.badOption(command, shell.shown(word), "invalid number")
            }
            self.word = word
            self.number = number
            isFromRight = first == UInt8(ascii: "-")
        }

        /// Its place among all directories, of which the current one is the first.
        ///
        /// - Throws: a status for a number behind the last.
        func index(of command: String, in shell: Shell) throws -> Int {
            let count = shell.directories.count
            guard number <= count else {
                throw try shell.misuse(
                    command,
                    count == 0
                        ? "directory stack empty"
                        : "\(shell.shown(word)): directory stack index out of range", status: 1)
            }
            return isFromRight ? count - number : number
        }
    }

    private static func show(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var letters: Set<UInt8> = []
        var place: Place?
        for word in arguments.dropFirst() {
            if word == [45, 45] { break }
            if word.count == 2, word[0] == 45, "clpv".utf8.contains(word[1]) {
                letters.insert(word[1])
            } else if let named = try Place(word, of: "dirs", in: shell) {
                place = named
            } else {
                throw try shell.badOption("dirs", shell.shown(word))
            }
        }
        if letters.contains(UInt8(ascii: "c")) {
            shell.directories = []
            return 0
        }
        let all = ([shell.logicalDirectory] + shell.directories).map {
            letters.contains(UInt8(ascii: "l")) ? $0 : polite($0, shell)
        }
        let only = try place?.index(of: "dirs", in: shell)
        var lines: [[UInt8]] = []
        for (index, path) in all.enumerated() where only ?? index == index {
            let number = "\(index < 10 ? " " : "")\(index)  "
            lines.append(
                (letters.contains(UInt8(ascii: "v")) ? Array(number.utf8) : []) + path)
        }
        let isLined = !letters.isDisjoint(with: [UInt8(ascii: "v"), UInt8(ascii: "p")])
        try shell.write(shell.joined(lines, [isLined ? 10 : 32]) + [10])
        return 0
    }

    /// A path below the home directory from `~` on.
    private static func polite(_ path: [UInt8], _ shell: Shell) -> [UInt8] {
        let home = (try? shell.value(of: ShellNames.Known.home.rawValue)) ?? []
        guard !home.isEmpty, home != [47], path.starts(with: home),
            path.count == home.count || path[home.count] == 47
        else { return path }
        return [126] + path[home.count...]
    }

    private static func push(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var rest = arguments.dropFirst()
        var staysHere = false
        var place: Place?
        options: while let word = rest.first {
            if word == Array("-n".utf8) {
                staysHere = true
            } else if word == [45, 45] {
                rest = rest.dropFirst()
                break options
            } else if word != [45], let named = try Place(word, of: "pushd", in: shell) {
                place = named
            } else {
                break options
            }
            rest = rest.dropFirst()
        }
        let here = shell.logicalDirectory
        if let place {
            let turn = try place.index(of: "pushd", in: shell)
            let all = [here] + shell.directories
            let turned = Array(all[turn...]) + all[..<turn]
            shell.directories = Array(turned.dropFirst())
            if !staysHere { try enter(shell, turned[0], "pushd") }
            return try show(shell, [])
        }
        guard let word = rest.first else {
            if staysHere || arguments.count > 1 { return 0 }
            guard let next = shell.directories.first else {
                throw try shell.misuse("pushd", "no other directory", status: 1)
            }
            try enter(shell, next, "pushd")
            shell.directories[0] = here
            return try show(shell, [])
        }
        guard rest.count == 1 else {
            throw try shell.misuse("pushd", "too many arguments", status: 1)
        }
        if staysHere {
            try add(word, to: shell)
        } else {
            var target = word
            if word == [45] {
                guard let old = try shell.value(of: ShellNames.Known.oldpwd.rawValue) else {
                    throw try shell.misuse("pushd", "OLDPWD not set", status: 1)
                }
                target = old
            }
            try enter(shell, target, "pushd")
            try add(here, to: shell)
        }
        return try show(shell, [])
    }

    private static func add(_ path: [UInt8], to shell: Shell) throws {
        try shell.hold(path.count &+ 64, insteadOf: 0)
        shell.directories.insert(path, at: 0)
    }

    private static func pop(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var staysHere = false
        var place = Place()
        for word in arguments.dropFirst() {
            if word == [45, 45] { break }
            if word == Array("-n".utf8) {
                staysHere = true
            } else if let named = try Place(word, of: "popd", in: shell) {
                place = named
            } else {
                throw try shell.badOption("popd", shell.shown(word), "invalid argument")
            }
        }
        let index = try place.index(of: "popd", in: shell)
        guard let next = shell.directories.first else {
            throw try shell.misuse("popd", "directory stack empty", status: 1)
        }
        if index == 0 {
            if !staysHere { try enter(shell, next, "popd") }
            shell.directories.removeFirst()
        } else {
            shell.directories.remove(at: index - 1)
        }
        return try show(shell, [])
    }

    private static func enter(_ shell: Shell, _ path: [UInt8], _ command: String) throws {
        guard let error = DirectoryBuiltins.enter(shell, path, isPhysical: false) else { return }
        if let bound = error.bound { throw bound }
        throw try shell.misuse(command, "\(shell.shown(path)): \(error.reason)", status: 1)
    }
}

extension Shell {
    /// What `~N`, `~+N` and `~-N` stand for; nil for a number behind the last directory.
    func stackedDirectory(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var digits = text
        let isFromRight = digits.first == 45
        if isFromRight || digits.first == 43 { digits = digits.dropFirst() }
        guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }),
            let number = Decimal.number(Array(digits)), number <= directories.count
        else { return nil }
        let place = isFromRight ? directories.count - number : number
        return place == 0 ? logicalDirectory : directories[place - 1]
    }
}
