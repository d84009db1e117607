// What the doctor finds in this user's data folder: the database, the directory, and the keyring that opens
// what lies there. Changes nothing, but that a damaged database is mended as at any start. One thread.
#pragma once

#include <filesystem>
#include <vector>

#include "cli/doctor.hpp"
#include "config/config.hpp"
#include "platform/keyring.hpp"
#include "store/connections.hpp"

namespace patchbay {

DoctorInput::Part database_part(std::filesystem::path const& file);

// Those that are signed in; empty: nobody is, or the database does not open, as database_part() says.
std::vector<Connection> signed_in(std::filesystem::path const& database);

DoctorInput::Part directory_part(std::filesystem::path const& folder, Config const& config,
                                 std::vector<Connection> const& rows);

// `used`: the keyring of this folder; none where nothing has been stored yet.
DoctorInput::Part keyring_part(std::filesystem::path const& data_directory, platform::Keyring* used,
                               std::vector<Connection> const& rows);

}  // namespace patchbay
