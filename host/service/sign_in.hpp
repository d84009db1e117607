// connection.authorize, connection.list, unAuthorize, userInfo.get. Thread-safe.
#pragma once

#include <functional>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "auth/token_reply.hpp"
#include "directory/sync.hpp"
#include "outbox/outbox.hpp"
#include "service/live.hpp"
#include "session/router.hpp"

namespace patchbay::service {

class SignIn {
 public:
  // Opens the person's browser at an address. Failing is no error: the address is in a notification as well.
  using OpenBrowser = std::function<void(std::string const& url)>;

  SignIn(Ground const& ground, Live& live, outbox::Outbox& outbox, directory::Sync& sync, Notify notify,
         OpenBrowser open_browser)
      : ground_(ground),
        live_(live),
        outbox_(outbox),
        sync_(sync),
        notify_(std::move(notify)),
        open_browser_(std::move(open_browser)) {}

  Result<boost::json::value> authorize(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> list(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> sign_out(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> user_info(boost::json::object const& params, RequestContext const& request);

 private:
  Result<TokenReply> by_browser(Connection const& draft, Adapter const& adapter, RequestContext const& request);
  // Asks the CRM who this is, with the credential at hand.
  Result<boost::json::object> ask_user(Connection const& draft, Adapter const& adapter, Credential const& credential,
                                       Context const& context);
  Result<boost::json::value> keep(Connection draft, Credentials credentials);
  // True: the CRM was told, or there is nothing to tell it.
  bool revoke(Connection const& row, Context const& context);

  Ground const ground_;
  Live& live_;
  outbox::Outbox& outbox_;
  directory::Sync& sync_;
  Notify const notify_;
  OpenBrowser const open_browser_;
};

}  // namespace patchbay::service
