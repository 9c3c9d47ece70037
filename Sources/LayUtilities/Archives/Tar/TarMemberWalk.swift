internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// The members of an archive that are meant, one after the other.
final class TarMemberWalk {
    let run: TarRun
    let archive: TarInputArchive
    let members: TarMembers
    var selection: TarSelection
    private var hasBegun = false
    private var startingAt: [UInt8]?

    init(_ run: TarRun, _ selection: TarSelection) throws {
        self.run = run
        self.selection = selection
        startingAt = run.call.options.value("K")
        archive = try run.openInput()
        members = TarMembers(archive.bytes)
    }

    private var call: UtilityCall { run.call }

    /// Calls `body` with each member that is meant; it may read its contents.
    ///
    /// - Throws: `UtilityFailure` where the archive cannot be read on; what `body` throws.
    func each(_ body: (TarEntry) throws -> Void) throws {
        do {
            if try archive.bytes.isEmpty(), run.isGNU {
                try run.fail("This does not look like a tar archive")
                return
            }
            if run.isGNU == false, try archive.bytes.isEmpty() {
                throw UtilityFailure("short read")
            }
            while let entry = try next() {
                try call.context.step()
                if let first = startingAt {
                    if FileName.trimmed(entry.path) != FileName.trimmed(first) { continue }
                    startingAt = nil
                }
                guard selection.takes(entry.path), !selection.excludes(entry.path) else { continue }
                try body(entry)
                if selection.isComplete { break }
            }
            try archive.drain()
        } catch let fault as StreamFault {
            throw try run.ending(fault, archive.format)
        } catch let error as ArchiveError where error.fault == .cutData {
            try call.complain(run.isGNU ? "Unexpected EOF in archive" : "short read")
            if !run.isGNU { throw UtilityFailure(nil) }
            if run.settings.mode == .extract { try call.complain("Unexpected EOF in archive") }
            throw UtilityFailure("Error is not recoverable: exiting now", status: 2)
        } catch let error as ArchiveError {
            throw try run.fatal(error.message)
        }
        for name in selection.missing {
            try run.fail("\(run.shown(name)): \(run.isGNU ? "Not" : "not") found in archive")
        }
    }

    /// The next member; damaged places are told of and passed.
    private func next() throws -> TarEntry? {
        while true {
            do {
                if let entry = try members.next() {
                    hasBegun = true
                    return entry
                }
                let zeros = try members.skipZeros()
                if call.has("i") {
                    if zeros > 0, try !archive.bytes.isEmpty() { continue }
                } else if zeros == 1, run.isGNU {
                    try call.complain("A lone zero block at \(members.offset / 512)")
                }
                return nil
            } catch let error as ArchiveError {
                switch error.fault {
                case .noTar?:
                    guard run.isGNU else { throw UtilityFailure("invalid tar magic") }
                    try run.fail("This does not look like a tar archive")
                    try run.fail("Skipping to next header")
                    if try !members.skipToHeader() { return nil }
                case .damagedHeader?:
                    guard run.isGNU else { throw UtilityFailure("invalid tar header checksum") }
                    try run.fail("Skipping to next header")
                    if try !members.skipToHeader() { return nil }
                case .cutHeader?:
                    if !hasBegun, run.isGNU {
                        try run.fail("This does not look like a tar archive")
                    } else if !run.isGNU {
                        throw UtilityFailure("short read")
                    }
                    return nil
                default: throw error
                }
            }
        }
    }
}
