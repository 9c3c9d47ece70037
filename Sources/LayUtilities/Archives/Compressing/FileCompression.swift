internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// A compressing program at work on its files, one after the other.
final class FileCompression {
    enum Action {
        case compress, decompress, test, list
    }

    let call: UtilityCall
    var format: StreamFormat
    let action: Action
    let printsAll: Bool
    let forces: Bool
    let keeps: Bool
    let isQuiet: Bool
    let isVerbose: Bool
    let names: CompressedNames
    private let level: Int?
    private let recurses: Bool
    private let target: [UInt8]?

    init(
        _ call: UtilityCall, _ format: StreamFormat, _ action: Action, prints: Bool
    ) throws {
        self.call = call
        var action = action
        if call.options.last(of: "d", "z") == "d" { action = .decompress }
        if call.options.last(of: "d", "z") == "z" { action = .compress }
        if call.has("t") { action = .test }
        if call.has("l") { action = .list }
        self.action = action
        self.format = format
        if let text = call.options.text("F")
            ?? (format == .zstd ? call.options.text("format") : nil),
            let other = StreamFormat(rawValue: text)
        {
            self.format = other
        }
        printsAll = prints || call.has("c")
        forces = call.has("f")
        isQuiet = call.has("q")
        isVerbose = call.has("v")
        keeps = call.has("k") || printsAll || format == .zstd && !call.has("rm")
        recurses = format == .gzip && call.has("r")
        target = format == .zstd ? call.options.value("o") : nil
        level = Self.level(call)
        names = CompressedNames(self.format, suffix: call.options.value("S"), call.manner)
    }

    private static func level(_ call: UtilityCall) -> Int? {
        var level: Int?
        for option in call.options.given {
            switch option.key {
            case "fast": level = 1
            case "best": level = 9
            default:
                guard option.key.utf8.count == 1, let digit = Int(option.key) else { continue }
                level = digit
            }
        }
        return level
    }

    var isGNU: Bool { call.manner == .gnu }

    /// Works through the operands, the standard input where there are none.
    ///
    /// - Throws: `BoundReached`, and what writing to the standard output throws.
    func start() throws {
        if !isGNU, format == .xz || format == .lzma, action == .compress {
            throw call.misuse("")
        }
        if action == .list { return try CompressedList(self).write() }
        let words = call.operands.isEmpty ? [[UInt8(ascii: "-")]] : call.operands
        for word in words {
            try call.context.step()
            if word == [UInt8(ascii: "-")] {
                try treatInput()
            } else {
                try treat(word)
            }
        }
    }

    /// Sets the status of an error, which is above that of a warning.
    func set(_ status: UInt8) {
        if call.status == 0 || call.status == 2 && status == 1 && format == .gzip {
            call.status = status
        } else if format != .gzip {
            call.status = max(call.status, status)
        }
    }

    // MARK: The standard input

    private func treatInput() throws {
        let reader = ByteReader(standardInputOf: call.context)
        defer { reader.close() }
        if let target {
            return try write(to: target, nil) { output in
                try code(reader.pulled, GzipHeader(), name: nil, output)
            }
        }
        _ = try coded(reader.pulled, GzipHeader(), name: nil) { try self.call.write($0) }
    }

    // MARK: Files

    private func treat(_ word: [UInt8]) throws {
        var word = word
        let entry: FileEntry
        do throws(FileError) {
            entry = try find(&word)
        } catch {
            if let bound = error.bound { throw bound }
            return try complain(.cannotOpen(error.reason), word)
        }
        switch entry.node.kind {
        case .directory:
            if recurses { return try treatDirectory(word) }
            return try complain(.isDirectory, word)
        case .symlink: return try complain(.isLink, word)
        default: break
        }
        if format != .gzip, !isGNU || format == .zstd || forces {
            // Other programs take files with several names.
        } else if entry.linkCount > 1, !forces, !printsAll, action != .test {
            return try complain(.hasLinks(entry.linkCount - 1), word)
        }
        let reader: ByteReader
        do throws(FileError) {
            reader = try open(word)
        } catch {
            if let bound = error.bound { throw bound }
            return try complain(.cannotOpen(error.reason), word)
        }
        let input = reader.pulled
        let header =
            format == .gzip && !call.has("n")
            ? GzipHeader(
                name: FileName.last(word),
                modified: UInt32(clamping: entry.node.modified / 1_000_000_000)) : GzipHeader()
        if printsAll || action == .test {
            _ = try coded(input, header, name: word) { bytes in
                if self.action != .test { try self.call.write(bytes) }
            }
            return
        }
        guard let target = try targetName(word, input) else { return }
        try write(to: target, (word, entry)) { output in
            try code(input, header, name: word, output)
        }
    }

    private func open(_ word: [UInt8]) throws(FileError) -> ByteReader {
        let file = try call.context.open(call.path(word), [.read])
        return ByteReader(file, call.context.account)
    }

    /// What a word names; to uncompress also what has a suffix more.
    private func find(_ word: inout [UInt8]) throws(FileError) -> FileEntry {
        let follows =
            printsAll || forces || action == .test || !isGNU
            || format == .zstd && action != .compress
        do throws(FileError) {
            return try call.entry(word, follow: follows)
        } catch {
            guard format == .gzip, isGNU, action != .compress, error.code == .notFound,
                names.plain(word) == nil
            else { throw error }
            word += Array(".gz".utf8)
            return try call.entry(word, follow: follows)
        }
    }

    private func treatDirectory(_ word: [UInt8]) throws {
        do {
            let items = try call.files.list(call.path(word))
            try call.context.hold(items.count * 64)
            for item in items {
                try call.context.account.nested {
                    try treat(FileName.joined(word, item.name))
                }
            }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try complain(.cannotOpen(error.reason), word)
        }
    }

    /// The name of what comes out; `nil` where there is none, which was told.
    private func targetName(_ word: [UInt8], _ input: PulledBytes) throws -> [UInt8]? {
        if let target { return target }
        if action == .compress {
            if isGNU, !forces || format != .gzip, names.isPacked(word), format != .zstd {
                try complain(.hasSuffix, word)
                return nil
            }
            return names.packed(word)
        }
        if let plain = names.plain(word) { return plain }
        if format == .xz || format == .lzma, isGNU, !(try isKnown(input)) {
            try complain(.fault(.foreign), word)
            return nil
        }
        if format == .bzip2, isGNU {
            let other = word + Array(".out".utf8)
            try call.complain(
                "Can't guess original name for \(call.text(word)) -- using \(call.text(other))")
            return other
        }
        try complain(.unknownSuffix, word)
        return nil
    }

    private func isKnown(_ input: PulledBytes) throws -> Bool {
        do {
            return StreamFormat.detect(try input.peek(16)) != nil
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            return false
        }
    }

    /// Writes a file beside the one that is read, gives it its attributes and takes that one away.
    private func write(
        to target: [UInt8], _ source: (word: [UInt8], entry: FileEntry)?,
        _ body: (@escaping ([UInt8]) throws -> Void) throws -> Bool
    ) throws {
        let name = source?.word ?? Array("stdin".utf8)
        if let old = try? call.entry(target, follow: false) {
            if !forces { return try complain(.exists(target), name) }
            if old.node.kind != .directory { try? call.files.unlink(call.path(target)) }
        }
        do {
            let output = try FileOutput(call.path(target), call.context, mode: 0o600)
            let isDone = try body { try output.write($0) }
            try output.flush()
            guard isDone else {
                try call.files.unlink(call.path(target))
                return
            }
            try finish(target, source)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try complain(.cannotOpen(error.reason), target)
        }
    }

    private var storedTime: UInt32?

    private func finish(_ target: [UInt8], _ source: (word: [UInt8], entry: FileEntry)?) throws {
        let path = call.path(target)
        guard let source else {
            let mode = 0o666 & ~call.context.umask
            try call.files.setAttributes(of: path, follow: false) { $0.mode = mode }
            return
        }
        let attributes = source.entry.node.attributes
        try? call.files.setAttributes(of: path, follow: false) {
            ($0.uid, $0.gid) = (attributes.uid, attributes.gid)
        }
        try call.files.setAttributes(of: path, follow: false) { $0.mode = attributes.mode & 0o777 }
        var time = source.entry.node.modified
        if call.has("N"), action == .decompress, let storedTime, storedTime != 0 {
            time = Int64(storedTime) * 1_000_000_000
        }
        try call.files.setModified(time, of: path, follow: false)
        if !keeps { try call.files.unlink(call.path(source.word)) }
    }

    // MARK: The bytes

    private func code(
        _ input: PulledBytes, _ header: GzipHeader, name: [UInt8]?,
        _ output: @escaping ([UInt8]) throws -> Void
    ) throws -> Bool {
        try coded(input, header, name: name, output)
    }

    /// Compresses or uncompresses; false for damaged bytes, which were told of.
    private func coded(
        _ input: PulledBytes, _ header: GzipHeader, name: [UInt8]?,
        _ output: @escaping ([UInt8]) throws -> Void
    ) throws -> Bool {
        let account = call.context.account
        do {
            if action == .compress {
                let compressor = try StreamCompressor(format, level: level, header: header, output)
                while true {
                    let piece = try input.piece()
                    if piece.isEmpty { break }
                    try account.work(piece.count)
                    try compressor.write(piece)
                    _ = try input.skip(piece.count)
                }
                try compressor.finish()
                try tell(name, plain: compressor.count, stored: compressor.storedCount)
                return true
            }
            return try uncompress(input, name: name, output)
        } catch let fault as StreamFault {
            try complain(.fault(fault), name ?? [])
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try complain(.cannotOpen(error.reason), name ?? [])
        } catch let error as ArchiveError {
            throw UtilityFailure(error.message)
        }
        return false
    }

    private func uncompress(
        _ input: PulledBytes, name: [UInt8]?, _ output: @escaping ([UInt8]) throws -> Void
    ) throws -> Bool {
        let start = try input.peek(16)
        var found = StreamFormat.detect(start)
        // These programs know each other's forms.
        let known: [StreamFormat] =
            switch format {
            case .xz: call.options.text("F") == nil && isGNU ? [.xz, .lzma] : [.xz]
            case .zstd: [.zstd, .gzip, .xz, .lzma]
            default: [format]
            }
        if format == .lzma, found == nil, start.count >= 13 { found = .lzma }
        guard let found, known.contains(found) else {
            if start.isEmpty, !isGNU, format == .xz { return true }
            if start.isEmpty, format == .gzip, isGNU { throw StreamFault.cutShort }
            if start.isEmpty, format == .zstd { throw StreamFault.cutShort }
            guard forces, printsAll || format == .bzip2, isGNU else { throw StreamFault.foreign }
            while true {
                let piece = try input.piece()
                if piece.isEmpty { return true }
                try output(Array(piece))
                _ = try input.skip(piece.count)
            }
        }
        let decompressor = StreamDecompressor(input, found)
        while true {
            let bytes = try decompressor.next()
            if bytes.isEmpty { break }
            try call.context.account.work(bytes.count)
            try output(bytes)
        }
        storedTime = decompressor.header?.modified
        if decompressor.hasStrayBytes { try complain(.strayBytes, name ?? []) }
        try tell(name, plain: decompressor.count, stored: decompressor.storedCount)
        return true
    }
}
