import LayBounds
import LayFiles
import LayShell

/// Where what curl gets goes: the standard output, or a file that is made with the first byte.
final class CurlOutput {
    private let call: UtilityCall
    private let settings: CurlSettings
    private let place: CurlSettings.Place?
    private let address: WebAddress
    private let choices: [[UInt8]]
    private var path: TreePath?
    private var file: FileOutput?
    private var word: [UInt8] = []
    /// True to add to what the file has.
    var appends = false

    init(
        _ call: UtilityCall, _ settings: CurlSettings, _ place: CurlSettings.Place?,
        _ address: WebAddress, _ choices: [[UInt8]]
    ) {
        self.call = call
        self.settings = settings
        self.place = place
        self.address = address
        self.choices = choices
    }

    /// The file's name; empty for the standard output.
    ///
    /// - Throws: `CurlFailure` where an address has none.
    func name() throws -> [UInt8] {
        switch place {
        case nil: return []
        case .file(let name)? where name == [UInt8(ascii: "-")]: return []
        case .file(let name)?: word = CurlGlob.named(name, choices)
        case .remoteName?:
            word = Array(address.fileName.utf8)
            if word.isEmpty {
                throw CurlFailure(
                    code: 23, message: "Failed writing received data to disk/application")
            }
        }
        if let directory = settings.value("output-dir") { word = directory + [47] + word }
        if settings.has("no-clobber") || settings.isOff("clobber") { word = try freeName(word) }
        path = call.path(word)
        return word
    }

    private func freeName(_ name: [UInt8]) throws -> [UInt8] {
        var free = name
        var number = 0
        while number < 100,
            (try? call.context.files.entry(at: call.path(free), follow: false)) != nil
        {
            try call.context.step()
            number += 1
            free = name + Array(".\(number)".utf8)
        }
        return free
    }

    /// How many bytes are there already.
    func existingSize() throws -> Int {
        guard let path else { return 0 }
        return (try? call.context.files.status(at: path, follow: true))?.size ?? 0
    }

    /// Makes the file, with the first byte and not before: it may be what is read.
    ///
    /// - Throws: `CurlFailure` with 23 where that cannot be.
    private func open() throws {
        guard let path, file == nil else { return }
        do {
            if settings.has("create-dirs"), let slash = word.lastIndex(of: 47), slash > 0 {
                var making = DirectoryMaking(call)
                // All that are missing get the mode, not the last alone.
                for end in word[...slash].indices where word[end] == 47 && end > 0 {
                    try making.makeAll(Array(word[..<end]), mode: 0o750)
                }
            }
            file = try FileOutput(path, call.context, appends: appends)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            if !settings.has("s") {
                try call.context.errors.write(
                    "Warning: Failed to open the file \(call.text(word)): \(error.reason)\n")
            }
            throw CurlFailure(code: 23, message: "Failure writing output to destination")
        }
    }

    /// - Throws: as `open`.
    func write(_ bytes: some Collection<UInt8>) throws {
        guard path != nil else { return try call.write(bytes) }
        try open()
        do {
            try file?.write(bytes)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw CurlFailure(code: 23, message: "Failure writing output to destination")
        }
    }

    /// Hands on what was written.
    ///
    /// - Throws: as `open`.
    func close() throws {
        guard path != nil else { return try call.flush() }
        try open()
        try write([])
        try file?.flush()
    }

    /// Gives the file a time.
    func setTime(_ time: Nanoseconds) throws {
        if let path { try? call.context.files.setModified(time, of: path, follow: true) }
    }

    /// Writes an answer's header to a file of its own.
    func dump(_ text: String, to name: [UInt8]) throws {
        if name == [UInt8(ascii: "-")] { return try call.write(text) }
        do {
            let dump = try FileOutput(call.path(name), call.context)
            try dump.write(text.utf8)
            try dump.flush()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw CurlFailure(code: 23, message: "Failed writing received data to disk/application")
        }
    }
}
