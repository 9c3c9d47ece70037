internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let mkdirUtility = Utility(
        "mkdir", "make directories", usage: "[OPTION]... DIRECTORY...",
        [
            UtilityOption("-m, --mode=MODE", "with these permissions, as chmod takes them"),
            UtilityOption("-p, --parents", "those above too, and none that is there is wrong"),
            UtilityOption("-v, --verbose", "tell of each one", .works),
            UtilityOption("-Z, --context[=CTX]", "set the SELinux context", .idle("no SELinux")),
        ]
    ) { call in
        try call.needOperands()
        var mode: UInt16?
        if let text = call.options.value("m") {
            guard let change = ModeChange(text, call.manner) else {
                throw UtilityFailure("invalid mode \(call.quoted(text))")
            }
            mode = change.applied(to: 0o777, isDirectory: true, umask: call.context.umask)
        }
        try call.eachOperand { word in
            do {
                var making = DirectoryMaking(call)
                if call.has("p") {
                    try making.makeAll(word, mode: mode)
                } else {
                    try making.make(word, mode: mode)
                }
            } catch let error as FileError {
                // A directory that is in the way is named as far as it is one.
                try call.cannot(
                    "create directory", DirectoryMaking.atFault(word, error, call), error)
            }
        }
        return call.status
    }

    static let rmdirUtility = Utility(
        "rmdir", "remove empty directories", usage: "[OPTION]... DIRECTORY...",
        [
            UtilityOption("-p, --parents", "those above too, as far as they are empty"),
            UtilityOption("--ignore-fail-on-non-empty", "say nothing of those that hold something"),
            UtilityOption("-v, --verbose", "tell of each one", .works),
        ]
    ) { call in
        try call.needOperands()
        try call.eachOperand { word in
            var name = FileName.trimmed(word)
            var isParent = false
            repeat {
                if call.has("v") {
                    try call.write("rmdir: removing directory, \(call.quoted(name))\n")
                }
                do {
                    let entry = try call.entry(isParent ? name : word, follow: false)
                    if !isParent, word.last == FileName.slash, call.manner == .gnu,
                        (try? call.entry(name, follow: false))?.node.kind == .symlink
                    {
                        try call.complain(
                            "failed to remove \(call.quoted(word)): Symbolic link not followed")
                        call.status = 1
                        break
                    }
                    if entry.node.kind != .directory {
                        throw FileError(.notDirectory, entry.path)
                    }
                    try call.files.removeDirectory(entry.path)
                } catch let error as FileError {
                    if error.code == .notEmpty, call.has("ignore-fail-on-non-empty") { break }
                    if call.manner == .busybox {
                        try call.complain("\(call.quoted(name)): \(error.reason)")
                        call.status = 1
                    } else {
                        let what = isParent ? "failed to remove directory" : "failed to remove"
                        try call.complain(what, isParent ? name : word, error)
                    }
                    break
                }
                isParent = true
                let parent = FileName.directory(name)
                if parent == name || parent.elementsEqual(".".utf8) { break }
                name = parent
            } while call.has("p")
        }
        return call.status
    }
}

/// mkdir at work, for install too.
struct DirectoryMaking {
    private let call: UtilityCall
    /// What says that a directory was made; as mkdir says it unless set.
    var tell: ((_ name: [UInt8], _ isLast: Bool) throws -> Void)?

    init(_ call: UtilityCall) {
        self.call = call
    }

    /// Makes one directory.
    ///
    /// - Throws: `FileError`.
    mutating func make(_ word: [UInt8], mode: UInt16?) throws {
        let place = try call.place(word)
        if (try? call.files.entry(at: place, follow: false)) != nil {
            throw FileError(.exists, place)
        }
        try call.files.make(
            FileNode(
                .directory, attributes: call.newAttributes(0o777), modified: call.files.now),
            at: place)
        if let mode {
            try call.files.setAttributes(of: place, follow: false) { $0.mode = mode }
        }
        try told(word, isLast: true)
    }

    /// Makes a directory and those above it that are missing.
    ///
    /// - Throws: `FileError`.
    mutating func makeAll(_ word: [UInt8], mode: UInt16?) throws {
        if word.isEmpty { throw FileError(.notFound, .root) }
        var end = 0
        let last = FileName.trimmed(word).count
        while end < last {
            while end < last, word[end] == FileName.slash { end += 1 }
            while end < last, word[end] != FileName.slash { end += 1 }
            let name = Array(word[..<end])
            let isLast = end == last
            let place = try call.place(name)
            if let known = try? call.files.entry(at: place, follow: true) {
                if known.node.kind == .directory { continue }
                throw FileError(isLast ? .exists : .notDirectory, place)
            }
            try call.context.step()
            var attributes = call.newAttributes(0o777)
            if !isLast { attributes.mode |= 0o300 }
            try call.files.make(
                FileNode(.directory, attributes: attributes, modified: call.files.now), at: place)
            if isLast, let mode {
                try call.files.setAttributes(of: place, follow: false) { $0.mode = mode }
            }
            // Busybox shows the directories above with their slash.
            let shown =
                call.manner == .busybox && !isLast ? name + [FileName.slash] : isLast ? word : name
            try told(shown, isLast: isLast)
        }
    }

    /// The part of a word that an error is about.
    static func atFault(_ word: [UInt8], _ error: FileError, _ call: UtilityCall) -> [UInt8] {
        guard call.has("p"), error.code != .notFound || !word.isEmpty else { return word }
        var end = 0
        while end < word.count {
            while end < word.count, word[end] == FileName.slash { end += 1 }
            while end < word.count, word[end] != FileName.slash { end += 1 }
            let name = Array(word[..<end])
            guard let place = try? call.place(name), place == error.path else { continue }
            if call.manner == .busybox, end < word.count { return name + [FileName.slash] }
            return name
        }
        return word
    }

    private func told(_ name: [UInt8], isLast: Bool) throws {
        if let tell { return try tell(name, isLast) }
        guard call.has("v") else { return }
        if call.manner == .busybox {
            try call.write("created directory: \(call.quoted(name))\n")
        } else {
            try call.write("mkdir: created directory \(call.quoted(name))\n")
        }
    }
}
