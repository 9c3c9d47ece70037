import Testing

@testable import LayArchive
