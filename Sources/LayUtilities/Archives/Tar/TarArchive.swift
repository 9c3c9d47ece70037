internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// Archives as streams: what they are compressed by, and where they lie.
extension TarRun {
    /// Opens the archive that is read.
    ///
    /// - Throws: `UtilityFailure` where there is none.
    func openInput() throws -> TarInputArchive {
        let reader: ByteReader
        do {
            reader =
                try settings.archive.map { try ByteReader(call.path($0), call.context) }
                ?? ByteReader(standardInputOf: call.context)
        } catch let error as FileError {
            throw try cannotOpen(error)
        }
        let raw = reader.pulled
        var format = settings.compression
        let start: UnsafeRawBufferPointer
        do {
            start = try raw.peek(16)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try call.complain(
                "\(shown(settings.archive ?? [UInt8(ascii: "-")])): Cannot read: \(error.reason)")
            throw try fatal("At beginning of tape, quitting now")
        }
        if format == nil, let found = StreamFormat.detect(start) {
            if settings.archive == nil, isGNU {
                let option =
                    switch found {
                    case .gzip: "-z"
                    case .bzip2: "-j"
                    case .xz: "-J"
                    case .lzma: "--lzma"
                    case .zstd: "--zstd"
                    }
                throw try fatal("Archive is compressed. Use \(option) option")
            }
            if settings.archive != nil || call.has("a") { format = found }
        }
        guard let format else { return TarInputArchive(reader, raw, nil, nil) }
        let decompressor = StreamDecompressor(raw, format)
        return TarInputArchive(
            reader, decompressor.pulled(call.context.account), decompressor, format)
    }

    private func cannotOpen(_ error: FileError) throws -> any Error {
        if let bound = error.bound { return bound }
        let name = settings.archive ?? []
        return isGNU
            ? try fatal("\(shown(name)): Cannot open: \(error.reason)")
            : UtilityFailure("can't open '\(call.text(name))': \(error.reason)")
    }

    /// Opens the archive that is written.
    ///
    /// - Throws: `UtilityFailure` where it cannot be made.
    func openOutput() throws -> TarOutputArchive {
        var file: FileOutput?
        if let archive = settings.archive {
            do {
                file = try FileOutput(call.path(archive), call.context)
            } catch let error as FileError {
                throw try cannotOpen(error)
            }
        }
        return try TarOutputArchive(call, file, settings.compression)
    }

    /// What a fault of a compressed stream ends with.
    ///
    /// - Throws: `BoundReached`.
    func ending(_ fault: StreamFault, _ format: StreamFormat?) throws -> UtilityFailure {
        guard isGNU else {
            switch fault {
            case .foreign:
                try call.complain(format == .xz || format == .lzma ? "short read" : "invalid magic")
            case .cutShort: break
            default: try call.complain("corrupted data")
            }
            return UtilityFailure(fault == .foreign && format == .xz ? nil : "short read")
        }
        let (message, status) =
            format?.complaint(of: fault) ?? ("\(shown([])): damaged", 1)
        try call.flush()
        try call.context.errors.write(message + "\n")
        if fault == .cutShort { try call.complain("Unexpected EOF in archive") }
        if fault != .cutShort { try call.complain("Child returned status \(status)") }
        return UtilityFailure("Error is not recoverable: exiting now", status: 2)
    }
}

/// An archive that is read.
final class TarInputArchive {
    private let reader: ByteReader
    /// Its uncompressed bytes.
    let bytes: PulledBytes
    private let decompressor: StreamDecompressor?
    /// What it is compressed by.
    let format: StreamFormat?

    init(
        _ reader: ByteReader, _ bytes: PulledBytes, _ decompressor: StreamDecompressor?,
        _ format: StreamFormat?
    ) {
        self.reader = reader
        self.bytes = bytes
        self.decompressor = decompressor
        self.format = format
    }

    /// Reads what is left of a pipe, whose writer would be ended otherwise.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func drain() throws {
        while try !bytes.piece().isEmpty { _ = try bytes.skip(.max) }
    }
}

/// An archive that is written.
final class TarOutputArchive {
    private let call: UtilityCall
    private let file: FileOutput?
    private var compressor: StreamCompressor?

    init(_ call: UtilityCall, _ file: FileOutput?, _ format: StreamFormat?) throws {
        self.call = call
        self.file = file
        if let format {
            compressor = try StreamCompressor(format) { [unowned self] in try put($0) }
        }
    }

    private func put(_ bytes: [UInt8]) throws {
        if let file { try file.write(bytes) } else { try call.write(bytes) }
    }

    /// Takes the next bytes.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func write(_ bytes: [UInt8]) throws {
        if let compressor {
            try call.context.account.work(bytes.count)
            try compressor.write(bytes)
        } else {
            try put(bytes)
        }
    }

    /// Hands on all that was written.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func finish() throws {
        try compressor?.finish()
        if let file { try file.flush() } else { try call.flush() }
    }
}
