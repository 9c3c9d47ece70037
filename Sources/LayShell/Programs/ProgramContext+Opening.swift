public import LayFiles

extension ProgramContext {
    /// Opens a file; where the tree has no `/dev`, the program's own streams have their names below it
    /// all the same.
    ///
    /// - Parameter mode: the permissions of a file that has to be made, before the mask.
    /// - Throws: what opening throws.
    public func open(_ path: TreePath, _ flags: OpenFlags, mode: UInt16 = 0o666)
        throws(FileError) -> OpenFile
    {
        do throws(FileError) {
            let file = try files.open(
                path, flags,
                creating: FileAttributes(mode: mode & ~umask, uid: uid, gid: gid))
            guard file.isNamedPipe,
                let place = try? files.resolve(path, lastMayBeMissing: false)
            else { return file }
            let body = try session.namedPipe(at: place).open(flags, session.account)
            return OpenFile(body, flags)
        } catch {
            guard error.code == .notFound, let number = Self.descriptor(named: path),
                let body = reopen(number)
            else { throw error }
            return OpenFile(body, flags)
        }
    }

    /// The number that a path below `/dev` means.
    private static func descriptor(named path: TreePath) -> Int? {
        switch path.description {
        case "/dev/stdin": return 0
        case "/dev/stdout": return 1
        case "/dev/stderr": return 2
        case let text where text.hasPrefix("/dev/fd/"): return Int(text.dropFirst(8))
        default: return nil
        }
    }
}
