internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayShell
internal import LayWorld

/// The network of a container's programs: the world's catalogue, then what the host fetches.
final class WorldNetwork: ProgramNetwork {
    private let world: World

    init(_ world: World) { self.world = world }

    func fetch(_ request: FetchRequest) throws -> FetchResult {
        guard let address = RemoteAddress(request.address), case .file = address.kind else {
            return .unreachable(hint: nil)
        }
        do {
            guard case .file(let contents, let modified) = try world.fetch(address) else {
                return .unreachable(hint: nil)
            }
            return .answered(
                FetchAnswer(
                    address: request.address, contents: contents,
                    modified: modified == 0 ? nil : Int(modified / 1_000_000_000)))
        } catch let error as ImageError {
            if let status = error.responseStatus {
                return .answered(
                    FetchAnswer(
                        status: status, address: request.address, contents: FileContents([])))
            }
            return .unreachable(hint: try hint(error, request.address))
        }
    }

    func checkOut(_ address: String, revision: String?) throws -> CheckoutResult {
        let repository = address.hasSuffix("/") ? String(address.dropLast()) : address
        let end = revision.map { "#" + $0 } ?? ""
        // git wants no `.git` at the end of an address, which ADD knows a repository by.
        if case .files(let files)? = world.state.downloads[repository + end] {
            return .files(files)
        }
        let name = repository.hasSuffix(".git") ? repository : repository + ".git"
        guard let place = RemoteAddress(name + end) else { return .unreachable(hint: nil) }
        do {
            guard case .files(let files) = try world.fetch(place, keepsGitDirectory: true) else {
                return .unreachable(hint: nil)
            }
            return .files(files)
        } catch let error as ImageError {
            if world.state.downloads[place.location] != nil
                || world.state.downloads[repository] != nil
            {
                return .noRevision
            }
            return .unreachable(hint: try hint(error, name + end))
        }
    }

    /// What would help against an error.
    ///
    /// - Throws: a fault of whoever wrote the catalogue, which no status of a program may hide.
    private func hint(_ error: ImageError, _ address: String) throws -> String {
        if error.kind == .typeError { throw error }
        let reason =
            error.kind == .permissionDenied
            ? error.message : "world.downloads has nothing for \(address)"
        return reason + (error.help.map { "; \($0)" } ?? "")
    }
}
